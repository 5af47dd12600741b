import type { FileUrl } from '../../../miniprogram/uploader/contract'
import { type FilePlace, type FileQuery, signedUrl } from '../../../miniprogram/uploader/oss-v4/file-url'
import { type Credentials, MARGIN_SECONDS } from '../../credentials/credentials'
import { nodePrimitives } from './node-primitives'

/** The URL lasts an hour at most; mostly less, since it ends a minute before its credentials do. */
export const privateUrl = (place: FilePlace, query: FileQuery, credentials: Credentials, now: number): FileUrl => {
  const until = credentials.expiresAt - MARGIN_SECONDS * 1000
  return signedUrl(place, query, credentials, { now, until }, nodePrimitives)
}

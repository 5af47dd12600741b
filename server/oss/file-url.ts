import type { StoredFile } from '../../miniprogram/uploader/contract'
import { type Credentials, lifeWithin } from '../credentials/credentials'
import { encodePath } from './encoding'
import { presignUrl } from './presign'
import { formatDate } from './signing-scope'

export interface FilePlace {
  /** Where clients read: `https://files.example.com`. */
  domain: string
  bucket: string
  region: string
  key: string
}

type FileUrl = Pick<StoredFile, 'url' | 'urlExpiresIn'>

const LIFE_SECONDS = 60 * 60

/** Within one step the same file has the same URL, so that image caches hit. */
const DATE_STEP_MS = 10 * 60 * 1000

export const publicUrl = ({ domain, key }: FilePlace): FileUrl => ({ url: `${domain}/${encodePath(key)}` })

/** Good for an hour at most; mostly for less, since it ends a minute before its credentials do. */
export function signedUrl({ domain, bucket, region, key }: FilePlace, credentials: Credentials, now: number): FileUrl {
  const signedAt = Math.floor(now / DATE_STEP_MS) * DATE_STEP_MS
  const expiresSeconds = lifeWithin(credentials, LIFE_SECONDS, signedAt)
  return {
    url: presignUrl(domain, { method: 'GET', bucket, key, expiresSeconds }, credentials, {
      date: formatDate(signedAt),
      region,
    }),
    urlExpiresIn: Math.max(0, Math.floor((signedAt - now) / 1000) + expiresSeconds),
  }
}

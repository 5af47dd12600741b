import type { FileUrl } from '../../miniprogram/uploader/contract'
import { type Credentials, lifeWithin } from '../credentials/credentials'
import { encodePath } from './encoding'
import { canonicalQuery, presignUrl } from './presign'
import { formatDate } from './signing-scope'

export interface FilePlace {
  /** Where clients read: `https://files.example.com`. */
  domain: string
  bucket: string
  region: string
  key: string
}

/** `x-oss-process`, `response-content-disposition`. */
export type FileQuery = Readonly<Record<string, string>>

const LIFE_SECONDS = 60 * 60

/** Within one step the same file has the same URL, so that image caches hit. */
const DATE_STEP_MS = 10 * 60 * 1000

export function publicUrl({ domain, key }: FilePlace, query: FileQuery = {}): FileUrl {
  const asked = canonicalQuery(query)
  return { url: `${domain}/${encodePath(key)}${asked && `?${asked}`}` }
}

/**
 * Good for an hour at most; mostly for less, since it ends a minute before its credentials do.
 * @param query is signed as well: nobody can ask the URL for something else.
 */
export function signedUrl(
  { domain, bucket, region, key }: FilePlace,
  credentials: Credentials,
  now: number,
  query: FileQuery = {},
): FileUrl {
  const signedAt = Math.floor(now / DATE_STEP_MS) * DATE_STEP_MS
  const expiresSeconds = lifeWithin(credentials, LIFE_SECONDS, signedAt)
  return {
    url: presignUrl(domain, { method: 'GET', bucket, key, query, expiresSeconds }, credentials, {
      date: formatDate(signedAt),
      region,
    }),
    expiresIn: Math.max(0, Math.floor((signedAt - now) / 1000) + expiresSeconds),
  }
}

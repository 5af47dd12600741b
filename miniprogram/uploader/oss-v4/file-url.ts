import { namedDisposition } from './content-disposition'
import { objectUrl } from './encoding'
import { canonicalQuery, presignUrl } from './presign'
import type { Primitives } from './primitives'
import { formatDate, type SigningKeys } from './signing-scope'

export interface FilePlace {
  /** Where clients read: `https://files.example.com`. */
  domain: string
  bucket: string
  region: string
  key: string
}

/** `x-oss-process`, `response-content-disposition`. */
export type FileQuery = Readonly<Record<string, string>>

/** How OSS is to return the file. */
export interface FileView {
  /** `image/resize,w_200`, `style/small`. */
  process?: string
  /** Browsers save the file under this name. */
  downloadAs?: string
}

export const fileQuery = ({ process, downloadAs }: FileView): FileQuery => ({
  ...(process !== undefined && { 'x-oss-process': process }),
  ...(downloadAs !== undefined && { 'response-content-disposition': namedDisposition('attachment', downloadAs) }),
})

/** The URL of a file that anyone may read. */
export function publicUrl({ domain, key }: Pick<FilePlace, 'domain' | 'key'>, query: FileQuery = {}): { url: string } {
  const text = canonicalQuery(query)
  return { url: objectUrl(domain, key) + (text && `?${text}`) }
}

const LIFE_SECONDS = 60 * 60

/** Within one step the same file has the same URL, so that image caches hit. */
const DATE_STEP_MS = 10 * 60 * 1000

export interface UrlLife {
  /** ms, by OSS's clock. */
  now: number
  /** ms: when the URL ends at the latest, because its credentials do. */
  until: number
}

/**
 * The URL lasts an hour at most; less if its credentials end earlier.
 * @param query is signed as well: the URL works with no other query.
 */
export function signedUrl<Digest>(
  { domain, bucket, region, key }: FilePlace,
  query: FileQuery,
  keys: SigningKeys,
  { now, until }: UrlLife,
  primitives: Primitives<Digest>,
): { url: string; expiresIn: number } {
  const signedAt = Math.floor(now / DATE_STEP_MS) * DATE_STEP_MS
  const expiresSeconds = Math.max(1, Math.min(LIFE_SECONDS, Math.floor((until - signedAt) / 1000)))
  const request = { method: 'GET' as const, bucket, key, query, expiresSeconds }
  const ageSeconds = Math.ceil((now - signedAt) / 1000)
  return {
    url: presignUrl(domain, request, keys, { date: formatDate(signedAt), region }, primitives),
    expiresIn: Math.max(0, expiresSeconds - ageSeconds),
  }
}

import type { FileUrl, UrlsRequest } from '../contract'
import { percentEncode } from './encoding'
import { canonicalQuery, presignUrl } from './presign'
import { formatDate } from './signing-scope'
import { objectUrl, type StsCredentials } from './sts-credentials'

export interface UrlTerms {
  key: string
  options: Pick<UrlsRequest, 'style' | 'downloadAs'>
  /** The bucket lets anybody read. */
  publicRead: boolean
  credentials: StsCredentials
  /** Of the credentials. */
  secondsLeft: number
  /** ms, by OSS's clock. */
  now: number
}

const LIFE_SECONDS = 60 * 60

/** Within one step the same file has the same URL, so that image caches hit. */
const DATE_STEP_MS = 10 * 60 * 1000

/** OSS changes an answer's headers for nobody but those who have signed. */
export const isSigned = ({ downloadAs }: UrlTerms['options'], publicRead: boolean): boolean =>
  !publicRead || downloadAs !== undefined

export function fileUrl({ key, options, publicRead, credentials, secondsLeft, now }: UrlTerms): FileUrl {
  const { endpoint, bucket, region } = credentials
  const query = queryOf(options)
  if (!isSigned(options, publicRead)) return { url: objectUrl(endpoint, key) + suffix(canonicalQuery(query)) }
  const signedAt = Math.floor(now / DATE_STEP_MS) * DATE_STEP_MS
  const age = Math.ceil((now - signedAt) / 1000)
  const expiresSeconds = Math.max(1, Math.min(LIFE_SECONDS, age + secondsLeft))
  const request = { method: 'GET' as const, bucket, key, query, expiresSeconds }
  return {
    url: presignUrl(endpoint, request, credentials, { date: formatDate(signedAt), region }),
    expiresIn: Math.max(1, expiresSeconds - age),
  }
}

const suffix = (query: string): string => (query ? `?${query}` : '')

const queryOf = ({ style, downloadAs }: UrlTerms['options']): Record<string, string> => ({
  ...(style ? { 'x-oss-process': `style/${style}` } : {}),
  ...(downloadAs
    ? { 'response-content-disposition': `attachment; filename*=UTF-8''${percentEncode(downloadAs)}` }
    : {}),
})

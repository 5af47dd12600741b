import type { FileUrl, UrlsRequest } from '../contract'
import type { Signal } from '../core/ports'
import { fileQuery, publicUrl, signedUrl } from '../oss-v4/file-url'
import { learnFromOss } from './calls/stored-object'
import type { StsCredentials } from './credentials/sts-credentials'
import { cryptoJsPrimitives } from './crypto-js-primitives'
import type { StsContext } from './sts-context'

/** One URL for each key, in order. OSS decides when a URL is fetched whether the object exists and may be read. */
export async function freshUrls(
  { keys, ...options }: UrlsRequest,
  context: StsContext,
  signal: Signal,
): Promise<FileUrl[]> {
  const { credentials, time, call } = context
  const [first] = keys
  await credentials.current(signal)
  // A URL that is signed at a wrong time would fail only later, where it is fetched.
  if (first !== undefined && isSigned(options, context) && !time.isKnown()) await learnFromOss(first, call, signal)
  const current = await credentials.current(signal)
  return keys.map((key) => fileUrl(key, options, current, context))
}

type UrlOptions = Pick<UrlsRequest, 'style' | 'downloadAs'>

export function fileUrl(key: string, options: UrlOptions, keys: StsCredentials, context: StsContext): FileUrl {
  const { endpoint: domain, bucket, region } = keys
  const { style, downloadAs } = options
  const place = { domain, bucket, region, key }
  const query = fileQuery({ downloadAs, ...(style ? { process: `style/${style}` } : {}) })
  if (!isSigned(options, context)) return publicUrl(place, query)
  const now = context.time.now()
  const until = now + context.credentials.secondsLeft() * 1000
  return signedUrl(place, query, keys, { now, until }, cryptoJsPrimitives)
}

/** OSS overrides headers of its answer for signed requests only. */
const isSigned = ({ downloadAs }: UrlOptions, { publicRead }: StsContext): boolean =>
  !publicRead || downloadAs !== undefined

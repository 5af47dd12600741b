import type { FileUrl, UrlsRequest } from '../contract'
import type { Signal } from '../core/flow/cancellation'
import { fileUrl, isSigned } from './file-url'
import { learnFromOss } from './stored-object'
import type { StsSurroundings } from './surroundings'

/** One a key, in their order. Whether there is such an object, and whether it may be read, OSS says to whoever reads. */
export async function freshUrls(
  { keys, ...options }: UrlsRequest,
  { credentials, time, publicRead, call }: StsSurroundings,
  signal: Signal,
): Promise<FileUrl[]> {
  const [first] = keys
  await credentials.current(signal)
  // Nobody would tell if they were signed at a wrong time.
  if (first !== undefined && isSigned(options, publicRead) && !time.isKnown()) await learnFromOss(first, call, signal)
  const known = await credentials.current(signal)
  const terms = { options, publicRead, credentials: known, secondsLeft: credentials.secondsLeft(), now: time.now() }
  return keys.map((key) => fileUrl({ key, ...terms }))
}

import { UploadError } from '../errors'

/** Adds the bucket's host to a broken connection: who reads of it must know which of two servers did not answer. */
export function atBucket(error: UploadError, url: string): UploadError {
  if (error.code !== 'network' && error.code !== 'timeout') return error
  const host = String(error.params.host ?? /^[a-z]+:\/\/[^/?#]+/i.exec(url)?.[0] ?? url)
  const { detail = error.code } = error.params
  if (String(detail).includes(host)) return error
  const { params, requestId, retryAfterMs, cause } = error
  return new UploadError(error.code, {
    params: { ...params, host, detail: `${host}: ${detail}` },
    requestId,
    retryAfterMs,
    cause: cause ?? error,
  })
}

import { isRecord } from '../../core/backend/json'
import type { Headers, HttpAnswer } from '../../core/ports'

/**
 * Reads the result of `wx.uploadFile` or `wx.request`; undefined if it has no HTTP status. Alipay has other names.
 * @param early the headers that came before the result, if the host reports them
 */
export function asAnswer(result: unknown, early: unknown): HttpAnswer | undefined {
  const { status, statusCode = status, data, headers, header = headers } = isRecord(result) ? result : {}
  const code = Number(statusCode)
  if (!(code >= 100 && code < 600)) return undefined
  return { status: code, headers: { ...lowerCased(early), ...lowerCased(header) }, text: textOf(data) }
}

/**
 * Reads the answer in what `fail` was called with. Alipay fails each request whose status is not 200, with error 19, and
 * tells its `status`, `headers` and `data`. A 200 that failed was cut short. https://github.com/NervJS/taro/pull/14366
 */
export function answerInFailure(failure: unknown): HttpAnswer | undefined {
  const answer = asAnswer(failure, undefined)
  return answer?.status === 200 ? undefined : answer
}

/** Some wrappers parse what looks like JSON, whatever `dataType` says. */
function textOf(data: unknown): string {
  if (typeof data === 'string') return data
  return isRecord(data) && !('byteLength' in data) ? JSON.stringify(data) : ''
}

/** iOS, Android and HTTP/2 use different cases in header names. */
function lowerCased(headers: unknown): Headers {
  const result: Headers = {}
  if (!isRecord(headers)) return result
  for (const name of Object.keys(headers)) result[name.toLowerCase()] = String(headers[name])
  return result
}

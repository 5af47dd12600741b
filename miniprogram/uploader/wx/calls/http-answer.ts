import { isRecord } from '../../core/backend/json'
import type { Headers, HttpAnswer } from '../../core/ports'

/**
 * Reads the result of `wx.uploadFile` or `wx.request`; undefined if it has no HTTP status.
 * @param early the headers that came before the result, if the host reports them
 */
export function asAnswer(result: unknown, early: unknown): HttpAnswer | undefined {
  const { statusCode, data, header } = isRecord(result) ? result : {}
  const status = Number(statusCode)
  if (!(status >= 100 && status < 600)) return undefined
  return { status, headers: { ...lowerCased(early), ...lowerCased(header) }, text: textOf(data) }
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

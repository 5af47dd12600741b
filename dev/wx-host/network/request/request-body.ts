import { Buffer } from 'node:buffer'
import { isArrayBuffer } from '../../memory/array-buffer'

/** How `wx.request` sends `data`. */
export interface RequestBody {
  /** Appended to the URL. */
  query: string
  bytes: Buffer
}

/**
 * Strings and ArrayBuffers are sent as they are. Everything else is serialised by method and content-type, typed arrays
 * included: as `{"0":137,"1":80,…}`, not as bytes. Throws if `data` cannot be serialised.
 * https://developers.weixin.qq.com/miniprogram/dev/api/network/request/wx.request.html
 */
export function requestBody(method: string, contentType: string, data: unknown): RequestBody {
  const withBody = (bytes: Buffer): RequestBody => ({ query: '', bytes })
  if (data === undefined || data === null) return withBody(Buffer.alloc(0))
  if (isArrayBuffer(data)) return withBody(Buffer.from(data.slice(0)))
  if (typeof data === 'string') return withBody(Buffer.from(data))
  if (method === 'GET') return { query: queryString(data), bytes: Buffer.alloc(0) }
  const isForm = contentType.startsWith('application/x-www-form-urlencoded')
  return withBody(Buffer.from(isForm ? queryString(data) : JSON.stringify(data)))
}

const queryString = (data: object | unknown): string =>
  Object.entries(data as Record<string, unknown>)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(textOf(value))}`)
    .join('&')

const textOf = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value))

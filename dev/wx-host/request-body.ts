import { Buffer } from 'node:buffer'
import { isArrayBuffer } from './array-buffer'

/** What `wx.request` makes of `data`. */
export interface RequestBody {
  /** Added to the URL. */
  query: string
  bytes: Buffer
}

/**
 * Text and ArrayBuffers go as they are. All else is put in words by method and content-type, and a typed array is such
 * an "all else": `{"0":137,"1":80,…}`, never its bytes. Throws what cannot be put in words.
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
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(wordsOf(value))}`)
    .join('&')

const wordsOf = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value))

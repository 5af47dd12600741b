import type { Callbacks } from '../../calls/invoke'

/** `statusCode` is missing in DevTools. */
export interface ReceivedHeaders {
  header: Record<string, string>
  cookies: string[]
  statusCode?: number
}

export interface RequestOptions extends Callbacks<RequestResult> {
  url: string
  /** Default `GET`. */
  method?: 'OPTIONS' | 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | 'TRACE' | 'CONNECT'
  /** A string, an object or an ArrayBuffer. */
  data?: unknown
  /** `content-type` defaults to `application/json`. */
  header?: Record<string, string>
  /** `json`, the default: parsed if it is JSON. Any other value: left as text. */
  dataType?: string
  /** Default `text`. */
  responseType?: 'text' | 'arraybuffer'
  /** Milliseconds in total; default 60000. */
  timeout?: number
}

export interface RequestResult {
  statusCode: number
  /** Parsed as `dataType` and `responseType` say. */
  data: unknown
  header: Record<string, string>
  cookies: string[]
}

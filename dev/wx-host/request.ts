import { FAILURES } from './failures'
import type { Callbacks } from './invoke'
import type { WiredDevice } from './kept-connections'
import { createListeners, type Listeners } from './listeners'
import type { NetworkCalls } from './network-calls'
import { type RequestBody, requestBody } from './request-body'
import { sendRequest } from './send-request'
import { sentHeaders } from './sent-headers'

export interface RequestResult {
  statusCode: number
  /** As `dataType` and `responseType` have it. */
  data: unknown
  header: Record<string, string>
  cookies: string[]
}

export interface RequestOptions extends Callbacks<RequestResult> {
  url: string
  /** `GET` */
  method?: 'OPTIONS' | 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | 'TRACE' | 'CONNECT'
  /** Text, an object or an ArrayBuffer. */
  data?: unknown
  /** `content-type` is `application/json` when left out. */
  header?: Record<string, string>
  /** `json`: parsed where it parses. Anything else: left as text. */
  dataType?: string
  /** `text` */
  responseType?: 'text' | 'arraybuffer'
  /** Total, ms; 60000. */
  timeout?: number
}

/** `statusCode` is absent in DevTools. */
export interface ReceivedHeaders {
  header: Record<string, string>
  cookies: string[]
  statusCode?: number
}

export interface RequestTask {
  abort(): void
  onHeadersReceived: Listeners<ReceivedHeaders>['on']
  offHeadersReceived: Listeners<ReceivedHeaders>['off']
}

/** `wx.request`: no progress; success is an answer, whatever its status. Redirects are not followed. */
export function createRequest(device: WiredDevice, calls: NetworkCalls) {
  return (options: RequestOptions): RequestTask => {
    const { url, timeout, method = 'GET' } = options
    const received = createListeners<ReceivedHeaders>(device.thread)
    const headers = sentHeaders({ 'content-type': 'application/json' }, options.header, device)
    // Copied into native memory now, however long the call has to wait for a connection.
    const body = bodyOf(method, headers['content-type'] ?? '', options.data)
    const { abort } = calls.start<RequestResult>({
      api: 'request',
      url,
      parameters: { url: [url, 'String'] },
      timeout,
      callbacks: options,
      send: (inFlight) => {
        if (body) sendRequest(device, { options, headers, body, inFlight, onHeaders: received.fire })
        else inFlight.fail(FAILURES.notSerialisable('request'))
      },
    })
    return { abort, onHeadersReceived: received.on, offHeadersReceived: received.off }
  }
}

function bodyOf(method: string, contentType: string, data: unknown): RequestBody | undefined {
  try {
    return requestBody(method, contentType, data)
  } catch {
    return undefined
  }
}

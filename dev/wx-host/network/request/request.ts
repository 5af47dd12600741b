import { FAILURES } from '../../calls/failures'
import { createListeners, type Listeners } from '../../calls/listeners'
import { ACCEPTED_ENCODINGS } from '../http/decoded-answer'
import { sentHeaders } from '../http/sent-headers'
import type { WiredDevice } from '../kept-connections'
import type { NetworkCalls } from '../network-calls'
import { type RequestBody, requestBody } from './request-body'
import type { ReceivedHeaders, RequestOptions, RequestResult } from './request-options'
import { sendRequest } from './send-request'

/** A mini-program may override them. */
const OWN_HEADERS = { 'content-type': 'application/json', 'accept-encoding': ACCEPTED_ENCODINGS }

export interface RequestTask {
  abort(): void
  onHeadersReceived: Listeners<ReceivedHeaders>['on']
  offHeadersReceived: Listeners<ReceivedHeaders>['off']
}

/** `wx.request`: it has no progress, and an answer with any status is a success. Redirects are not followed. */
export function createRequest(device: WiredDevice, calls: NetworkCalls) {
  return (options: RequestOptions): RequestTask => {
    const { url, timeout, method = 'GET' } = options
    const received = createListeners<ReceivedHeaders>(device.thread)
    const headers = sentHeaders(OWN_HEADERS, options.header, device)
    // Copied now, as into native memory: the caller may change its data while the call waits for a connection.
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

import { FAILURES } from '../../../../wx-host/calls/failures'
import { createListeners } from '../../../../wx-host/calls/listeners'
import type { Device } from '../../../../wx-host/device/device'
import { cookiesOf, presentHeaders } from '../../../../wx-host/network/http/answer-headers'
import type { NetworkCalls } from '../../../../wx-host/network/network-calls'
import type { RequestTask } from '../../../../wx-host/network/request/request'
import { requestBody } from '../../../../wx-host/network/request/request-body'
import type {
  ReceivedHeaders,
  RequestOptions,
  RequestResult,
} from '../../../../wx-host/network/request/request-options'
import { exchange, type Net } from './http'
import { type Notes, textOf, watched } from './notes'
import type { AnswerHead } from './outgoing'
import { settableHeaders } from './settable-headers'

/** `wx.request`: an answer with any status is a success. */
export function createRequest(device: Device, calls: NetworkCalls, net: Net, notes: Notes) {
  return (options: RequestOptions): RequestTask => {
    const { url, timeout, method = 'GET' } = options
    const received = createListeners<ReceivedHeaders>(device.thread)
    const headers = settableHeaders({ 'content-type': 'application/json' }, options.header, device)
    const body = bodyOf(method, headers['content-type'] ?? '', options.data)
    const note = notes.begin(method, url, {
      headers,
      ...(options.data === undefined ? {} : { body: textOf(options.data) }),
    })
    const { abort } = calls.start<RequestResult>({
      api: 'request',
      url,
      parameters: { url: [url, 'String'] },
      timeout,
      callbacks: watched(note, options),
      send(inFlight) {
        if (!body) return inFlight.fail(FAILURES.notSerialisable('request'))
        const call = { api: 'request' as const, url: withQuery(url, body.query) }
        exchange(
          { device, call, inFlight, net },
          {
            method,
            headers,
            body: body.blob.size > 0 ? body.blob : null,
            onSent: note.sent,
            onHead: (head) => received.fire(headersOf(device, head)),
            onAnswer: (head, bytes) => {
              note.sent(body.blob.size)
              inFlight.succeed({ statusCode: head.status, data: readAs(options, bytes), ...headersOf(device, head) })
            },
          },
        )
      },
    })
    return { abort, onHeadersReceived: received.on, offHeadersReceived: received.off }
  }
}

function bodyOf(method: string, contentType: string, data: unknown): { query: string; blob: Blob } | undefined {
  try {
    const { query, bytes } = requestBody(method, contentType, data)
    return { query, blob: new Blob([new Uint8Array(bytes)]) }
  } catch {
    return undefined
  }
}

const withQuery = (url: string, query: string): string =>
  query ? `${url}${url.includes('?') ? '&' : '?'}${query}` : url

const headersOf = ({ traits }: Device, { rawHeaders }: AnswerHead) => ({
  header: presentHeaders(rawHeaders, traits.headerCase),
  cookies: cookiesOf(rawHeaders),
})

function readAs({ dataType = 'json', responseType = 'text' }: RequestOptions, bytes: ArrayBuffer): unknown {
  if (responseType === 'arraybuffer') return bytes
  // TextDecoder drops a byte order mark, as the platform does.
  const text = new TextDecoder().decode(bytes)
  if (dataType !== 'json') return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

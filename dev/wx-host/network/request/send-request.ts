import type { Buffer } from 'node:buffer'
import { exactArrayBuffer } from '../../memory/array-buffer'
import type { CallInFlight } from '../call-in-flight'
import { cookiesOf, presentHeaders } from '../http/answer-headers'
import { type AnswerHead, exchange, type Write } from '../http/http-exchange'
import type { WiredDevice } from '../kept-connections'
import type { RequestBody } from './request-body'
import type { ReceivedHeaders, RequestOptions, RequestResult } from './request-options'

export interface Sending {
  options: RequestOptions
  headers: Record<string, string>
  body: RequestBody
  inFlight: CallInFlight<RequestResult>
  onHeaders(received: ReceivedHeaders): void
}

/** Sends one request over a free connection. */
export function sendRequest(device: WiredDevice, { options, headers, body, inFlight, onHeaders }: Sending): void {
  const { url, method = 'GET' } = options
  const target = body.query ? url + (url.includes('?') ? '&' : '?') + body.query : url
  exchange(
    { device, call: { api: 'request', url: target }, inFlight },
    {
      method,
      headers: { ...headers, ...lengthHeader(method, body.bytes) },
      writeBody: (write) => writeWhole(write, body.bytes),
      onHead: (head) => onHeaders(receivedHeaders(device, head)),
      onAnswer: (head, bytes) => {
        const { header, cookies } = receivedHeaders(device, head)
        inFlight.succeed({ statusCode: head.status, data: readAs(options, bytes), header, cookies })
      },
    },
  )
}

const receivedHeaders = ({ platform, traits }: WiredDevice, { status, rawHeaders }: AnswerHead): ReceivedHeaders => ({
  header: presentHeaders(rawHeaders, traits.headerCase),
  cookies: cookiesOf(rawHeaders),
  ...(platform === 'devtools' ? {} : { statusCode: status }),
})

// A GET without a body has no content-length; a POST without a body has content-length 0.
const lengthHeader = (method: string, bytes: Buffer) =>
  bytes.length === 0 && ['GET', 'HEAD', 'OPTIONS', 'DELETE'].includes(method) ? {} : { 'content-length': bytes.length }

const CHUNK_BYTES = 64 * 1024

async function writeWhole(write: Write, bytes: Buffer): Promise<void> {
  for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
    if (!(await write(bytes.subarray(start, start + CHUNK_BYTES)))) return
  }
}

function readAs({ dataType = 'json', responseType = 'text' }: RequestOptions, bytes: Buffer): unknown {
  if (responseType === 'arraybuffer') return exactArrayBuffer(bytes)
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '')
  if (dataType !== 'json') return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

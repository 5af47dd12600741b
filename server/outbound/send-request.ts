/**
 * Requests over Node's own HTTP client. Its CPU is a fifth of `fetch`'s, which matters where one request of a phone
 * makes five to OSS; and frameworks replace the global `fetch` by one that caches.
 */
import { Agent, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest, type RequestOptions } from 'node:https'

export interface OutgoingRequest {
  method: string
  url: string
  headers: Readonly<Record<string, string>>
  body?: string | Uint8Array
  /** For everything: connecting, sending, the headers and the whole body. ms. */
  deadlineMs: number
  /** Of the answer's body. A longer one is an error. */
  mostBytes: number
  /** Reads only so many bytes of the body of a 2xx. Errors are always read whole. */
  cutAfter?: number
  /** Default: connections that are kept alive. */
  connection?: Pick<RequestOptions, 'agent' | 'ca' | 'host' | 'port' | 'servername'>
}

export interface Answer {
  status: number
  /** Their names are in lower case. */
  headers: IncomingHttpHeaders
  body: Buffer
}

/** OSS closes idle connections after about a minute; load balancers before it may do so earlier. */
const IDLE_MS = 15_000

const AGENTS = {
  'http:': new Agent({ keepAlive: true, timeout: IDLE_MS }),
  'https:': new HttpsAgent({ keepAlive: true, timeout: IDLE_MS }),
}

/** A server may close a kept connection just when the next request is sent. Then the request reached nobody. */
export class StaleConnectionError extends Error {
  constructor(cause: unknown) {
    super('The kept connection was closed.', { cause })
    this.name = 'StaleConnectionError'
  }
}

/**
 * Sends one request. Follows no redirect, and does not retry.
 * @throws Error with `code` (ECONNREFUSED, …), `TimeoutError` or `StaleConnectionError`, if there is no whole answer.
 */
export function sendRequest(outgoing: OutgoingRequest): Promise<Answer> {
  const { method, url, headers, body = '', deadlineMs, connection } = outgoing
  const { protocol, hostname, port, host, pathname, search } = new URL(url)
  const isTls = protocol === 'https:'
  const options = {
    // An IPv6 address has brackets in a URL, but not in a connection.
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(port) || (isTls ? 443 : 80),
    agent: AGENTS[isTls ? 'https:' : 'http:'],
    ...connection,
    method,
    path: pathname + search,
    headers: { host, ...headers, ...((body.length > 0 || takesBody(method)) && lengthOf(body)) },
  }
  return new Promise((resolve, reject) => {
    const sent = (isTls ? httpsRequest : httpRequest)(options)
    let late: Error | undefined
    let isAnswered = false
    const timer = setTimeout(() => {
      late = timeoutError(deadlineMs)
      sent.destroy(late)
    }, deadlineMs)
    const fail = (error: unknown): void => {
      clearTimeout(timer)
      const isStale = !isAnswered && sent.reusedSocket && codeOf(error) === 'ECONNRESET'
      // Node reports ECONNRESET if the request is destroyed while the answer arrives.
      reject(late ?? (isStale ? new StaleConnectionError(error) : error))
    }
    sent.on('error', fail)
    sent.once('response', (response) => {
      isAnswered = true
      collect(response, outgoing, fail, (answer) => {
        clearTimeout(timer)
        resolve(answer)
      })
    })
    sent.end(body)
  })
}

const codeOf = (error: unknown): unknown => (Object(error) as { code?: unknown }).code

const takesBody = (method: string): boolean => method === 'PUT' || method === 'POST'

const lengthOf = (body: string | Uint8Array) => ({ 'content-length': String(Buffer.byteLength(body)) })

const timeoutError = (deadlineMs: number): Error =>
  Object.assign(new Error(`expected an answer within ${deadlineMs} ms`), { name: 'TimeoutError' })

const tooLarge = (mostBytes: number): Error =>
  Object.assign(new Error(`expected an answer of at most ${mostBytes} bytes`), { code: 'ANSWER_TOO_LARGE' })

/** Events cost less than an iterator, and every answer of OSS comes through here. */
function collect(
  response: IncomingMessage,
  { mostBytes, cutAfter }: Pick<OutgoingRequest, 'mostBytes' | 'cutAfter'>,
  fail: (error: unknown) => void,
  done: (answer: Answer) => void,
): void {
  const { statusCode: status = 0, headers } = response
  const end = status >= 200 && status < 300 ? cutAfter : undefined
  const chunks: Buffer[] = []
  let size = 0
  const finish = (): void => done({ status, headers, body: Buffer.concat(chunks).subarray(0, end) })
  response.on('error', fail)
  response.once('end', finish)
  response.on('data', (chunk: Buffer) => {
    size += chunk.length
    chunks.push(chunk)
    if (size <= (end ?? mostBytes)) return
    if (end !== undefined) finish()
    // Closes the connection too, because the rest of the body stands in it.
    response.destroy(end === undefined ? tooLarge(mostBytes) : undefined)
  })
}

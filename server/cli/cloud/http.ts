import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'

export interface HttpRequest {
  method: string
  url: string
  headers?: Readonly<Record<string, string>>
  body?: string | Uint8Array
}

export interface HttpAnswer {
  status: number
  /** Their names are in lower case. */
  headers: Readonly<Record<string, string>>
  body: Buffer
}

/**
 * Sends one request. Follows no redirect and does not retry.
 * @throws an Error with `code` (ECONNREFUSED, …), or a `TimeoutError`, if there is no whole answer
 */
export type Http = (request: HttpRequest) => Promise<HttpAnswer>

export interface HttpOptions {
  /** Connects to another address than the URL's host, which stays in the Host header and in TLS. */
  connectTo?: (host: string, port: number) => { host: string; port: number }
  /** More certificates to trust, PEM. */
  ca?: string
  /** For the whole answer; default 6 s. */
  timeoutMs?: number
}

const TIMEOUT_MS = 6000
/** More than any list or object that the commands read. */
const MOST_BYTES = 16 * 1024 ** 2

export function createHttp({ connectTo, ca, timeoutMs = TIMEOUT_MS }: HttpOptions = {}): Http {
  return ({ method, url, headers = {}, body = '' }) => {
    const { protocol, hostname, port, host, pathname, search } = new URL(url)
    const isTls = protocol === 'https:'
    const own = { host: hostname, port: Number(port) || (isTls ? 443 : 80) }
    const to = connectTo?.(own.host, own.port) ?? own
    const signal = AbortSignal.timeout(timeoutMs)
    const options = {
      ...to,
      method,
      path: pathname + search,
      headers: { host, 'content-length': String(Buffer.byteLength(body)), ...headers },
      agent: false as const,
      signal,
      ...(isTls && { servername: hostname, ...(ca && { ca }) }),
    }
    return new Promise((resolve, reject) => {
      // Node reports a timeout as ABORT_ERR, or as ECONNRESET while the answer arrives.
      const fail = (error: unknown): void => reject(signal.aborted ? signal.reason : error)
      const sent = (isTls ? httpsRequest : httpRequest)(options, (response) => collect(response).then(resolve, fail))
      sent.once('error', fail)
      sent.end(body)
    })
  }
}

const tooLarge = (): Error =>
  Object.assign(new Error(`expected an answer of at most ${MOST_BYTES} bytes`), { code: 'ANSWER_TOO_LARGE' })

async function collect(response: IncomingMessage): Promise<HttpAnswer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response) {
    size += (chunk as Buffer).length
    // Leaving the loop by an error closes the connection.
    if (size > MOST_BYTES) throw tooLarge()
    chunks.push(chunk as Buffer)
  }
  const headers = Object.entries(response.headers).map(([name, value]) => [name, String(value)] as const)
  return { status: response.statusCode ?? 0, headers: Object.fromEntries(headers), body: Buffer.concat(chunks) }
}

import { sendRequest } from '../../outbound/send-request'

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
  return async ({ url, ...request }) => {
    const { protocol, hostname, port } = new URL(url)
    const to = connectTo?.(hostname, Number(port) || (protocol === 'https:' ? 443 : 80))
    const { status, headers, body } = await sendRequest({
      ...request,
      url,
      headers: request.headers ?? {},
      deadlineMs: timeoutMs,
      mostBytes: MOST_BYTES,
      connection: { agent: false, servername: hostname, ...(ca && { ca }), ...to },
    })
    const texts = Object.entries(headers).map(([name, value]) => [name, String(value)] as const)
    return { status, headers: Object.fromEntries(texts), body }
  }
}

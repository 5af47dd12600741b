import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { CloudRequest, Reply } from './exchange'
import { isSendable } from './header-value'

/** A listener on this machine only. */
export interface Listener {
  port: number
  close(): Promise<void>
}

/** Listens on 127.0.0.1. `port` 0 is any free port. */
export async function listen(port: number, handle: (request: CloudRequest) => Promise<Reply>): Promise<Listener> {
  // Tokens and callbacks make long URLs, and an upload may take longer than Node's default of five minutes.
  // ali-oss sends Content-Length beside Transfer-Encoding for a stream, which only the lenient parser accepts.
  const options = { maxHeaderSize: 64 * 1024, requestTimeout: 0, insecureHTTPParser: true }
  const server = createServer(options, (message, response) => {
    // A socket that breaks during the answer concerns only its client.
    serve(message, response, handle).catch(() => message.socket.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return { port: (server.address() as AddressInfo).port, close: () => closeServer(server) }
}

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  handle: (request: CloudRequest) => Promise<Reply>,
): Promise<void> {
  const headers = textHeaders(message)
  if (!Object.values(headers).every(isSendable)) {
    response.writeHead(400, { Connection: 'close' }).end()
    return
  }
  const chunks = bodyOf(message)
  const reply = await handle({
    method: message.method ?? 'GET',
    target: message.url ?? '/',
    headers,
    // Has no `return`: a handler that stops reading must not end the stream, because the rest is drained below.
    body: { [Symbol.asyncIterator]: () => ({ next: () => chunks.next() }) },
    clientIp: message.socket.remoteAddress ?? '127.0.0.1',
  })
  if (reply === 'reset') {
    message.socket.resetAndDestroy()
    return
  }
  const drained = hasBody(message) ? await drain(chunks) : !announcesBody(message)
  response.sendDate = false
  if (!drained) response.setHeader('Connection', 'close')
  for (const [name, value] of Object.entries(reply.headers)) {
    response.setHeader(name, Buffer.from(value).toString('latin1'))
  }
  response.writeHead(reply.status)
  if (reply.body instanceof Uint8Array || message.method === 'HEAD') {
    response.end(reply.body instanceof Uint8Array ? reply.body : undefined)
  } else {
    await pipeline(Readable.from(reply.body), response)
  }
}

/** GET and the like have no body, even if a client announces one and never sends it. */
const hasBody = ({ method = 'GET' }: IncomingMessage): boolean => !['GET', 'HEAD', 'DELETE', 'OPTIONS'].includes(method)

function announcesBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

const bodyOf = (message: IncomingMessage): AsyncIterator<Uint8Array> =>
  hasBody(message) ? message.iterator({ destroyOnReturn: false }) : Readable.from([])[Symbol.asyncIterator]()

/** Most clients read the answer only after they have sent the whole body, and report an earlier close as a network failure. */
const MAX_DRAINED_BYTES = 256 * 1024 * 1024

async function drain(chunks: AsyncIterator<Uint8Array>): Promise<boolean> {
  let size = 0
  while (size <= MAX_DRAINED_BYTES) {
    const next = await chunks.next()
    if (next.done) return true
    size += next.value.length
  }
  return false
}

/** Node decodes headers as latin1; OSS decodes them as UTF-8. */
function textHeaders({ headers }: IncomingMessage): Record<string, string> {
  const text: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue
    text[name] = Buffer.from(Array.isArray(value) ? value.join(', ') : value, 'latin1').toString('utf8')
  }
  return text
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeAllConnections()
  await closed
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Assets } from '../build/build-preview'
import { type Hosts, isCloudSwitch, PATHS, type ServerMessage } from '../wire'
import type { BadDay } from './bad-day'
import type { EventStream } from './event-stream'
import { forward, OWN_REQUEST_ID } from './forward'
import { isOwnPage } from './is-own-page'
import { phonePage, SHELL_PAGE } from './pages'
import type { LinkEnd, Piece } from './slow-link'

export interface Site {
  assets: () => Assets
  hosts: Hosts
  backendUrl: string
  events: EventStream
  /** What a page that opens has to know. */
  greeting(): ServerMessage[]
  badDay: BadDay
  link: LinkEnd
  /** A browser has the preview open. */
  onVisitor(userAgent: string): void
}

/** On 127.0.0.1 alone. */
export function listen(port: number, site: Site): Promise<{ server: Server; url: string }> {
  const server = createServer((message, response) => {
    serve(site, message, response).catch(() => response.destroy())
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      resolve({ server, url: `http://localhost:${(server.address() as AddressInfo).port}` })
    })
  })
}

async function serve(site: Site, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, search } = new URL(message.url ?? '/', 'http://preview')
  if (!isOwnPage(message)) return end(response, 403, 'text/plain', 'Only the preview itself may ask for this.')
  if (pathname.startsWith(`${PATHS.backend}/`)) {
    return forward(message, response, site.backendUrl, pathname.slice(PATHS.backend.length) + search)
  }
  if (message.method === 'POST') return act(site, pathname, message, response)
  if (pathname === PATHS.events) {
    site.onVisitor(message.headers['user-agent'] ?? '')
    return site.events.join(response, site.greeting())
  }
  if (pathname === '/') return end(response, 200, 'text/html', SHELL_PAGE)
  if (pathname === PATHS.phone) return end(response, 200, 'text/html', phonePage(site.hosts))
  const asset = site.assets().get(pathname)
  if (asset === undefined) return end(response, 404, 'text/plain', 'Not found')
  end(response, 200, typeOf(pathname), asset)
}

async function act(
  { badDay, events, link }: Site,
  pathname: string,
  message: IncomingMessage,
  response: ServerResponse,
) {
  const body = await readBody(message)
  if (pathname === PATHS.switches) {
    const { name, on } = JSON.parse(body.toString()) as { name: unknown; on: unknown }
    if (!isCloudSwitch(name)) return end(response, 400, 'text/plain', `There is no switch ${String(name)}`)
    badDay.set(name, on === true)
    events.send({ kind: 'switches', on: badDay.on() })
    return end(response, 204, 'text/plain', '')
  }
  if (pathname !== PATHS.link) return end(response, 404, 'text/plain', 'Not found')
  const piece = JSON.parse(decodeURIComponent(String(message.headers['x-link']))) as Piece
  const headers = {
    ...piece.headers,
    'user-agent': message.headers['user-agent'] ?? '',
    'x-request-id': OWN_REQUEST_ID + piece.id,
  }
  const answer = await link.take({ ...piece, headers }, body)
  end(response, 200, 'application/json', JSON.stringify(answer))
}

const MAX_BODY_BYTES = 256 * 1024

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of message as AsyncIterable<Uint8Array>) {
    chunks.push(chunk)
    size += chunk.length
    if (size > MAX_BODY_BYTES) throw new Error(`expected at most ${MAX_BODY_BYTES} bytes`)
  }
  return Buffer.concat(chunks)
}

function end(response: ServerResponse, status: number, type: string, body: Uint8Array | string): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' })
  response.end(body)
}

const TYPES: Record<string, string> = { js: 'text/javascript', css: 'text/css', map: 'application/json' }

const typeOf = (path: string): string => TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream'

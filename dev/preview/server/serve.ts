import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { PageLink } from '../../local-cloud'
import type { Assets } from '../build/build-preview'
import { type Hosts, isCloudSwitch, PATHS, type ServerMessage } from '../wire'
import type { EventStream } from './event-stream'
import type { FaultSwitches } from './fault-switches'
import { forward, OWN_REQUEST_ID } from './forward'
import { isOwnPage } from './is-own-page'
import { phonePage, shellPage } from './pages'
import type { LinkEnd, Piece } from './slow-link'

export interface Site {
  assets: () => Assets
  hosts: Hosts
  pages(): readonly PageLink[]
  backendUrl: string
  events: EventStream
  /** The first messages to a page that opens. */
  greeting(): ServerMessage[]
  switches: FaultSwitches
  link: LinkEnd
  /** Called when a browser opens the preview. */
  onVisitor(userAgent: string): void
}

/** Listens on 127.0.0.1 only. */
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
  if (!isOwnPage(message)) return end(response, 403, 'text/plain', 'Only the page of the preview may request this.')
  if (pathname.startsWith(`${PATHS.backend}/`)) {
    return forward(message, response, site.backendUrl, pathname.slice(PATHS.backend.length) + search)
  }
  if (message.method === 'POST') return act(site, pathname, message, response)
  if (pathname === PATHS.events) {
    site.onVisitor(message.headers['user-agent'] ?? '')
    return site.events.join(response, site.greeting())
  }
  if (pathname === '/') return end(response, 200, 'text/html', shellPage(site.pages()))
  if (pathname === PATHS.switches) return end(response, 200, 'application/json', JSON.stringify(site.switches.on()))
  if (pathname === PATHS.phone) return end(response, 200, 'text/html', phonePage(site.hosts))
  const asset = site.assets().get(pathname)
  if (asset === undefined) return end(response, 404, 'text/plain', 'Not found')
  end(response, 200, typeOf(pathname), asset)
}

async function act({ switches, link }: Site, pathname: string, message: IncomingMessage, response: ServerResponse) {
  const body = await readBody(message)
  if (pathname === PATHS.switches) {
    const { name, on } = JSON.parse(body.toString()) as { name: unknown; on: unknown }
    if (!isCloudSwitch(name)) return end(response, 400, 'text/plain', `There is no switch ${String(name)}`)
    switches.set(name, on === true)
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

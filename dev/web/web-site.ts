import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { PageLink } from '../local-cloud'
import { ALI_OSS_PAGES } from './ali-oss-pages'
import { type Assets, buildWeb, readSource } from './build-web'
import { aliOssPage, webPage } from './pages'

/** The web page on its own port, so that backend and bucket see another origin, as with a real page. */
export interface WebSite {
  url: string
  origins: string[]
  /** Sets the backend that its pages use. */
  connect(server: string): void
  close(): Promise<void>
}

/**
 * Listens on 127.0.0.1 only.
 *
 * @param port default 0: any free port
 * @param links the pages that the web page links to; read at each request
 */
export async function openWebSite(port = 0, links: () => readonly PageLink[] = () => []): Promise<WebSite> {
  const assets = await buildWeb()
  let backend = ''
  const server = createServer((message, response) => void serve(message, response, assets, { backend, links: links() }))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const { port: taken } = server.address() as AddressInfo
  const url = `http://localhost:${taken}`
  return {
    url,
    origins: originsOf(url),
    connect(address) {
      backend = address
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** A page can be opened under both names of this machine. */
export const originsOf = (url: string): string[] => [url, url.replace('//localhost', '//127.0.0.1')]

async function serve(
  { url = '/', method }: IncomingMessage,
  response: ServerResponse,
  assets: Assets,
  state: PageState,
): Promise<void> {
  const { pathname } = new URL(url, 'http://web')
  const page = method === 'GET' ? await pageAt(pathname, state) : undefined
  const asset = method === 'GET' ? assets.get(pathname) : undefined
  if (page) end(response, 200, 'text/html', page)
  else if (asset) end(response, 200, typeOf(pathname), asset)
  else end(response, 404, 'text/plain', 'Not found')
}

interface PageState {
  backend: string
  links: readonly PageLink[]
}

async function pageAt(path: string, { backend, links }: PageState): Promise<string | undefined> {
  if (path === '/') return webPage(backend, links)
  const found = ALI_OSS_PAGES.find((page) => page.path === path)
  return found && aliOssPage(found.name, backend, await readSource(found.name))
}

function end(response: ServerResponse, status: number, type: string, body: Uint8Array | string): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' })
  response.end(body)
}

const TYPES: Record<string, string> = { js: 'text/javascript', css: 'text/css', map: 'application/json' }

const typeOf = (path: string): string => TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream'

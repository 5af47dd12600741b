import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
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

/** Listens on 127.0.0.1 only. @param port default 0: any free port */
export async function openWebSite(port = 0): Promise<WebSite> {
  const assets = await buildWeb()
  let backend = ''
  const server = createServer((message, response) => void serve(message, response, assets, backend))
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
  backend: string,
): Promise<void> {
  const { pathname } = new URL(url, 'http://web')
  const page = method === 'GET' ? await pageAt(pathname, backend) : undefined
  const asset = method === 'GET' ? assets.get(pathname) : undefined
  if (page) end(response, 200, 'text/html', page)
  else if (asset) end(response, 200, typeOf(pathname), asset)
  else end(response, 404, 'text/plain', 'Not found')
}

async function pageAt(path: string, backend: string): Promise<string | undefined> {
  if (path === '/') return webPage(backend)
  const found = ALI_OSS_PAGES.find((page) => page.path === path)
  return found && aliOssPage(found.name, backend, await readSource(found.name))
}

function end(response: ServerResponse, status: number, type: string, body: Uint8Array | string): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' })
  response.end(body)
}

const TYPES: Record<string, string> = { js: 'text/javascript', css: 'text/css', map: 'application/json' }

const typeOf = (path: string): string => TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream'

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { type Browser, chromium } from 'playwright-core'

/** Not the default ones of `@sparticuz/chromium`: those switch web security off, and CORS with it. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The browser of this machine, or the one that ships in npm. */
export async function launchBrowser(): Promise<Browser> {
  // On a bare system this makes the packaged browser use the libraries that it carries.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs20.x'
  const known = [process.env.CHROMIUM_PATH, '/usr/bin/chromium'].find((path) => path && existsSync(path))
  const executablePath = known ?? (await (await import('@sparticuz/chromium')).default.executablePath())
  return chromium.launch({ executablePath, args: FLAGS })
}

export interface Site {
  url: string
  close(): Promise<void>
}

/** A web page of another origin than the cloud, with the browser bundle of ali-oss in it. */
export async function servePage(): Promise<Site> {
  const bundle = createRequire(import.meta.url).resolve('ali-oss/dist/aliyun-oss-sdk.min.js')
  const script = await readFile(bundle)
  const server = createServer((request, response) => {
    if (request.url === '/oss.js') response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(script)
    else response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><script src="/oss.js"></script>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

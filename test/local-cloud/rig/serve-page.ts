import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'

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

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** Runs in the page: both functions send the chosen file, and resolve with the time that it took, ms. */
const SCRIPT = `
import { createUploader } from './miniprogram/uploader/browser/index'
import { localSession } from './dev/web/browser/session'

const chosen = () => document.querySelector('input').files[0]

globalThis.upload = async (server) => {
  const uploader = createUploader({ server, headers: localSession(server) })
  await uploader.prepare()
  const startedAt = performance.now()
  const { verified } = await uploader.upload(chosen(), { route: 'video' }).done
  if (!verified) throw new Error('expected a verified file')
  return performance.now() - startedAt
}
globalThis.put = (url) =>
  new Promise((resolve, reject) => {
    const startedAt = performance.now()
    const request = new XMLHttpRequest()
    request.open('PUT', url)
    request.onload = () => resolve(performance.now() - startedAt)
    request.onerror = reject
    request.send(chosen())
  })`

export interface UploadPage {
  /** The page. Its server also discards what is PUT, for any page. */
  url: string
  close(): Promise<void>
}

export async function startUploadPage(): Promise<UploadPage> {
  const script = await bundle()
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      response.setHeader('content-type', request.url === '/page.js' ? 'text/javascript' : 'text/html')
      return response.end(request.url === '/page.js' ? script : PAGE)
    }
    response.setHeader('access-control-allow-origin', '*').setHeader('access-control-allow-methods', 'PUT')
    response.setHeader('access-control-allow-headers', '*')
    request.resume().once('end', () => response.end())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

const PAGE = `<!doctype html><link rel="icon" href="data:,"><input type="file"><script src="/page.js"></script>`

async function bundle(): Promise<string> {
  const resolveDir = fileURLToPath(new URL('../..', import.meta.url))
  const stdin = { contents: SCRIPT, resolveDir, loader: 'ts' as const }
  const { outputFiles } = await build({ stdin, bundle: true, minify: true, write: false, format: 'iife' })
  return outputFiles[0]?.text ?? ''
}

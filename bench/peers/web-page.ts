import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { betterUploadListener } from './better-upload'
import { PACKAGES } from './packages'

/** Runs in the page. Each function sends the chosen file, and resolves with the time that it took, ms. */
const SCRIPT = `
import Uppy from '@uppy/core'
import XHRUpload from '@uppy/xhr-upload'
import { uploadFile } from 'better-upload/client'
import OSS from 'ali-oss'
import { Upload } from 'tus-js-client'
import { localSession } from './dev/web/browser/session'
import { createUploader } from './miniprogram/uploader/browser/index'

const chosen = () => document.querySelector('input').files[0]
const timed = (send) => async (...args) => {
  const startedAt = performance.now()
  await send(chosen(), ...args)
  return performance.now() - startedAt
}

globalThis.peers = {
  // Its user is signed in, and it prepares while the user picks a file, as pickAndUpload does.
  ours: async ({ server }) => {
    const uploader = createUploader({ server, headers: localSession(server) })
    await uploader.prepare()
    return timed((file) => uploader.upload(file, { route: 'video' }).done)()
  },
  'bare PUT': timed((file, { sink }) => new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('PUT', sink)
    request.onload = resolve
    request.onerror = reject
    request.send(file)
  })),
  'ali-oss': timed((file, { oss }) => new OSS(oss).multipartUpload('ali-oss.mp4', file)),
  Uppy: timed(async (file, { sink }) => {
    const uppy = new Uppy().use(XHRUpload, { endpoint: sink, method: 'PUT', formData: false, getResponseData: () => ({ url: '' }) })
    uppy.addFile({ name: file.name, type: file.type, data: file })
    const { failed } = await uppy.upload()
    if (failed.length > 0) throw failed[0].error
  }),
  'better-upload': timed((file, { sink }) => uploadFile({ file, route: 'video', api: sink + '/better' })),
  tus: timed((file, { sink }) => new Promise((onSuccess, onError) => new Upload(file, { endpoint: sink + '/tus', onSuccess, onError }).start())),
}`

export const WEB_PEERS = ['ours', 'ali-oss', 'Uppy', 'better-upload', 'tus', 'bare PUT'] as const

export interface PeersPage {
  /** The page. Its server also takes what is PUT, and speaks tus's protocol, and keeps nothing. */
  url: string
  /** Requests of the page to it since the last call. */
  requests(): number
  close(): Promise<void>
}

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': '*',
  'access-control-allow-headers': '*',
  'access-control-expose-headers': '*',
}

export async function startPeersPage(): Promise<PeersPage> {
  const script = await bundle()
  const signPut = betterUploadListener(CORS)
  let requests = 0
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      response.setHeader('content-type', request.url === '/page.js' ? 'text/javascript' : 'text/html')
      response.end(request.url === '/page.js' ? script : PAGE)
      return
    }
    requests += 1
    if (request.method === 'POST' && request.url === '/better') void signPut(request, response)
    else take(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    requests() {
      const count = requests
      requests = 0
      return count
    },
    async close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** https://tus.io/protocols/resumable-upload: POST creates an upload, and PATCH appends to it. */
function take(request: IncomingMessage, response: ServerResponse): void {
  let bytes = 0
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length
  })
  request.once('end', () => {
    const { method, headers } = request
    const tus = { 'tus-resumable': '1.0.0', ...CORS }
    if (method === 'POST') response.writeHead(201, { ...tus, location: '/tus/1' })
    else if (method === 'PATCH')
      response.writeHead(204, { ...tus, 'upload-offset': Number(headers['upload-offset']) + bytes })
    else response.writeHead(200, CORS)
    response.end()
  })
}

const PAGE = `<!doctype html><link rel="icon" href="data:,"><input type="file"><script src="/page.js"></script>`

async function bundle(): Promise<string> {
  const stdin = {
    contents: SCRIPT,
    resolveDir: fileURLToPath(new URL('../..', import.meta.url)),
    loader: 'ts' as const,
  }
  const nodePaths = [fileURLToPath(new URL('node_modules', PACKAGES))]
  const { outputFiles } = await build({
    stdin,
    nodePaths,
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    mainFields: ['browser', 'module', 'main'],
  })
  return outputFiles[0]?.text ?? ''
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Behaviour, FarEnd, Received } from './platform'

export interface HttpFarEnd extends FarEnd {
  /** Whether its CORS headers admit pages. At first they do. */
  allowPages(are: boolean): void
  close(): Promise<void>
}

/** A real server with another origin than any page. */
export async function startFarEnd(): Promise<HttpFarEnd> {
  const whole: Promise<Received>[] = []
  let behaviour: Behaviour = { status: 200 }
  let open = 0
  let isOpenToPages = true

  const server = createServer(async (request, response) => {
    for (const [name, value] of isOpenToPages ? CORS : []) response.setHeader(name, value)
    if (request.method === 'OPTIONS') return response.writeHead(204).end()
    open += 1
    response.once('close', () => {
      open -= 1
    })
    const body = await readBody(request).catch(() => undefined)
    if (!body) return
    whole.push(asReceived(request, body))
    answer(behaviour, response)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/object`,
    behave(next) {
      behaviour = next
    },
    received: () => Promise.all(whole),
    open: () => open,
    allowPages(are) {
      isOpenToPages = are
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

const CORS = [
  ['Access-Control-Allow-Origin', '*'],
  ['Access-Control-Allow-Methods', 'GET, HEAD, POST, PUT, DELETE'],
  ['Access-Control-Allow-Headers', 'authorization, content-type'],
  ['Access-Control-Expose-Headers', 'X-Oss-Request-Id, ETag'],
] as const

function answer(behaviour: Behaviour, response: ServerResponse): void {
  if (behaviour === 'hangs') return
  if (behaviour === 'breaks') response.destroy()
  else response.writeHead(behaviour.status, behaviour.headers).end(behaviour.body)
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function asReceived({ method = '', headers }: IncomingMessage, body: Buffer): Promise<Received> {
  const received = { method, headers: headers as Received['headers'], body }
  const type = headers['content-type'] ?? ''
  if (!type.startsWith('multipart/form-data')) return received
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  const fields = [...form].map(async ([name, value]): Promise<[string, Buffer]> => {
    return [name, typeof value === 'string' ? Buffer.from(value) : Buffer.from(await value.arrayBuffer())]
  })
  return { ...received, form: await Promise.all(fields) }
}

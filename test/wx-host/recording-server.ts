import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One request as received. */
export interface Received {
  method: string
  url: string
  headers: IncomingMessage['headers']
  body: Buffer
}

interface Listening {
  url: string
  /** Connections opened so far. */
  connections(): number
  close(): Promise<void>
}

export interface RecordingServer extends Listening {
  received: Received[]
  /** Requests whose headers have arrived; their bodies may be incomplete. */
  begun(): number
}

type Answer = (response: ServerResponse, received: Received) => void

const stored: Answer = (response) => {
  response.end('stored')
}

/** Records each request, then answers. */
export async function startServer(answer: Answer = stored): Promise<RecordingServer> {
  let begun = 0
  const received: Received[] = []
  const server = createServer((request, response) => {
    begun += 1
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('error', () => {})
    request.on('end', () => {
      const { method = '', url = '', headers } = request
      const one = { method, url, headers, body: Buffer.concat(chunks) }
      received.push(one)
      answer(response, one)
    })
  })
  return { ...(await listening(server)), received, begun: () => begun }
}

/** Answers without reading the request's body first. */
export async function startRawServer(listener: (request: IncomingMessage, response: ServerResponse) => void) {
  return listening(createServer(listener))
}

async function listening(server: Server): Promise<Listening> {
  let connections = 0
  server.on('connection', () => {
    connections += 1
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    connections: () => connections,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

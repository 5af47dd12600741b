import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One request as it came over the wire. */
export interface Received {
  method: string
  url: string
  headers: IncomingMessage['headers']
  body: Buffer
}

export interface RecordingServer {
  url: string
  received: Received[]
  /** Requests whose headers have arrived, whether or not their bodies ever will. */
  begun(): number
  close(): Promise<void>
}

type Answer = (response: ServerResponse, received: Received) => void

const stored: Answer = (response) => {
  response.end('stored')
}

/** Keeps what it is sent, then answers. */
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

/** Answers from the request as it is, without having read it. */
export async function startRawServer(listener: (request: IncomingMessage, response: ServerResponse) => void) {
  return listening(createServer(listener))
}

async function listening(server: Server): Promise<{ url: string; close(): Promise<void> }> {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

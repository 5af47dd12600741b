import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'

export const SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`

export interface Event {
  type: string
  data: Record<string, unknown>
}

interface Received {
  id: string
  event: Event
  headers: IncomingHttpHeaders
}

/** The app that is asked. It checks each signature, and answers as the test says. */
export async function startReceiver(answer: (event: Event, response: ServerResponse) => unknown) {
  const received: Received[] = []
  const listener: RequestListener = async (request, response) => {
    const event = new Webhook(SECRET).verify(await textOf(request), request.headers as Record<string, string>) as Event
    received.push({ id: String(request.headers['webhook-id']), event, headers: request.headers })
    const value = await answer(event, response)
    if (!response.writableEnded && value !== response) response.end(value === undefined ? '' : JSON.stringify(value))
  }
  const server = createServer(listener).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`
  const close = async (): Promise<void> => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { url, received, close }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

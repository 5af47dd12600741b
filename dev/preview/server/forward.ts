import { type IncomingMessage, request, type ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'

/** Prefix of the ids of requests from the preview's own phone; the panel already lists those. */
export const OWN_REQUEST_ID = 'preview-'

/**
 * Forwards a request to the backend, and its answer back. The backend sends no CORS headers, since a mini-program does
 * not need them. It forwards only to this one origin.
 */
export function forward(message: IncomingMessage, response: ServerResponse, origin: string, path: string): void {
  const {
    host: _host,
    origin: _origin,
    referer: _referer,
    connection: _connection,
    cookie: _cookie,
    ...headers
  } = message.headers
  const forwarded = request(`${origin}${path}`, {
    method: message.method,
    headers: { ...headers, 'x-request-id': `${OWN_REQUEST_ID}${crypto.randomUUID()}` },
    agent: false,
  })
  forwarded.once('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    pipeline(answer, response).catch(() => response.destroy())
  })
  // The page sees what a failed connection to the backend looks like.
  forwarded.once('error', () => response.destroy())
  response.once('close', () => forwarded.destroy())
  pipeline(message, forwarded).catch(() => forwarded.destroy())
}

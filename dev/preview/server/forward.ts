import { type IncomingMessage, request, type ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'

/** Begins the ids of requests that come from the preview's own phone, which the panel knows of already. */
export const OWN_REQUEST_ID = 'preview-'

/**
 * Passes a request on to the backend, and its answer back: a mini-program is not subject to CORS, and so the backend
 * has none. Only to that one origin, whatever the page asks for.
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
  const going = request(`${origin}${path}`, {
    method: message.method,
    headers: { ...headers, 'x-request-id': `${OWN_REQUEST_ID}${crypto.randomUUID()}` },
    agent: false,
  })
  going.once('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    pipeline(answer, response).catch(() => response.destroy())
  })
  // As if the backend itself had cut the line.
  going.once('error', () => response.destroy())
  response.once('close', () => going.destroy())
  pipeline(message, going).catch(() => going.destroy())
}

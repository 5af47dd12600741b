import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { App } from '../app'

/**
 * The app as a listener for `node:http`: for `createServer`, Express, Koa or Fastify. Mount it before any middleware
 * that reads request bodies, because OSS signs the raw bytes of its callback.
 */
export function nodeListener(app: App): (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void> {
  // The global Request and Response belong to the app around this one, so they must stay as they are.
  return getRequestListener(app.fetch, { overrideGlobalObjects: false })
}

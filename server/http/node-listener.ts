import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { App } from '../app'

/**
 * The app as a listener of `node:http`: for `createServer`, and for what builds on it (Express, Koa, Fastify). Mount it
 * before anything that reads request bodies: OSS signs the raw bytes of its callback.
 */
export function nodeListener(app: App): (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void> {
  // The global Request and Response belong to the app that we are mounted in.
  return getRequestListener(app.fetch, { overrideGlobalObjects: false })
}

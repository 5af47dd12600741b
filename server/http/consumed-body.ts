import { Readable } from 'node:stream'
import type { MiddlewareHandler } from 'hono'
import { Fault } from '../faults/fault'

/** The client can do nothing about it. The operator reads in the log what to change. */
export const consumedBody = (): Fault =>
  new Fault(
    'server-misconfigured',
    undefined,
    new Error(
      'The body of this request was read before the request came here. Mount the backend before body parsers ' +
        '(express.json(), koa-bodyparser and the like): see "Mount it in your own server" in docs/backend.md',
    ),
  )

/**
 * Node's stream of a request can be read once. Afterwards it looks like an empty body, and this backend would complain
 * about the client.
 * @throws Fault `server-misconfigured`.
 */
export const refuseConsumedBody: MiddlewareHandler = async (c, next) => {
  if (isConsumed(Object(c.env).incoming)) throw consumedBody()
  await next()
}

/** @param incoming the request of `node:http`, which `@hono/node-server` passes. */
function isConsumed(incoming: unknown): boolean {
  if (!(incoming instanceof Readable)) return false
  // NestJS and serverless hosts keep the raw bytes here, and `@hono/node-server` reads them.
  if ('rawBody' in incoming && Buffer.isBuffer(incoming.rawBody)) return false
  // A parser that found no body has consumed none.
  return incoming.readableDidRead && incoming.readableEnded
}

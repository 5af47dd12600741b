import type { Hono } from 'hono'
import { PATHS } from '../../miniprogram/uploader/contract'
import type { ServerContext } from '../context'
import { errorBody, Fault, isPassing } from '../faults/fault'
import { answer } from '../http/answer'
import { identifyCaller } from '../http/identify'
import { read } from '../http/read'
import { urlsRequest } from '../http/schemas'
import type { Traced } from '../http/trace'
import { freshUrl } from './fresh-url'

/** `POST /v1/urls`: fresh URLs of what the user may read. */
export function urlsRoute(app: Hono<Traced>, backend: ServerContext): void {
  app.post(PATHS.urls, async (c) => {
    const { keys, ...wish } = await read(c.req.raw, urlsRequest)
    const caller = await identifyCaller(c, backend)
    const outcomes = await Promise.all(keys.map((key) => freshUrl(key, wish, caller, backend).catch(refusalOfKey)))
    c.set(
      'refusals',
      outcomes.flatMap((outcome) => (outcome instanceof Fault ? [outcome.code] : [])),
    )
    const urls = outcomes.map((outcome) => (outcome instanceof Fault ? errorBody(outcome, c.var.requestId) : outcome))
    return answer({ urls }, c.var.requestId)
  })
}

/** What may pass concerns the whole call: it is worth repeating later. */
function refusalOfKey(error: unknown): Fault {
  if (error instanceof Fault && !isPassing(error.code)) return error
  throw error
}

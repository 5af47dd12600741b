import type { Hono } from 'hono'
import { PATHS } from '../../miniprogram/uploader/contract'
import type { Backend } from '../backend'
import { errorBody, Fault, isPassing } from '../fault'
import { answer } from '../steps/answer'
import { identifyCaller } from '../steps/identify'
import { read } from '../steps/read'
import { urlsRequest } from '../steps/schemas'
import type { Traced } from '../steps/trace'
import { freshUrl } from './fresh-url'

/** `POST /v1/urls`: fresh URLs of what the user may read. */
export function urlsRoute(app: Hono<Traced>, backend: Backend): void {
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

import { randomUUID } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import type { Logger } from 'pino'
import { PATHS } from '../../miniprogram/uploader/contract'
import { ERRORS, type ErrorCode } from '../../miniprogram/uploader/error-codes'
import { describeError } from '../faults/describe-error'
import type { Fault } from '../faults/fault'
import type { Metrics } from '../metrics/metrics'

/** What the steps of one request leave for its line in the log. */
export interface Traced {
  Variables: {
    requestId: string
    fault?: Fault
    /** The hash, never the id. */
    user?: string
    route?: string
    /** Of single files, inside a 200. */
    refusals?: ErrorCode[]
  }
}

/** One harmless word: what others send goes into our headers and our log. */
const ID = /^[\w-]{1,64}$/

const KNOWN_PATHS: ReadonlySet<string> = new Set([...Object.values(PATHS), '/healthz', '/readyz', '/metrics'])
const MAX_PATH = 200

/**
 * Gives every request its id (the caller's own, if it is harmless), one line in the log and its place in the metrics.
 * @param basePath where the app is mounted.
 */
export const trace =
  (log: Logger, metrics: Metrics, basePath: string): MiddlewareHandler<Traced> =>
  async (c, next) => {
    const given = c.req.header('x-request-id')
    c.set('requestId', given && ID.test(given) ? given : randomUUID())
    const startedAt = performance.now()
    await next()
    const ms = performance.now() - startedAt
    const path = c.req.path.slice(0, MAX_PATH)
    const place = path.startsWith(basePath) ? path.slice(basePath.length) : path
    metrics.request(KNOWN_PATHS.has(place) ? place : 'other', c.res.status, ms / 1000)
    for (const code of refusalsOf(c.var)) metrics.refusal(code)
    const line = { method: c.req.method, path, status: c.res.status, ms: Math.round(ms) }
    logLine(log, { requestId: c.var.requestId, ...line, ...factsOf(c) }, c.var.fault)
  }

const refusalsOf = ({ fault, refusals = [] }: Traced['Variables']): ErrorCode[] =>
  fault ? [fault.code, ...refusals] : refusals

/** What is not known is left out. */
function factsOf(c: Context<Traced>): object {
  const { user, route, refusals } = c.var
  const given = c.req.header('x-oss-request-id')
  // Of the upload, when it is OSS that calls: Alibaba's support asks for it.
  const ossRequestId = given && ID.test(given) ? given : undefined
  return { user, route, refusals: refusals?.length ? refusals : undefined, ossRequestId }
}

function logLine(log: Logger, line: object, fault: Fault | undefined): void {
  if (!fault) {
    log.info(line)
    return
  }
  const { code, params, cause } = fault
  const isOurs = ERRORS[code].status >= 500
  const facts = { ...line, code, params, error: isOurs || cause !== undefined ? describeError(fault) : undefined }
  if (isOurs) log.error(facts)
  else log.info(facts)
}

import { randomUUID } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import type { Logger } from 'pino'
import { ERRORS, type ErrorCode } from '../../miniprogram/uploader/error-codes'
import type { ServerContext } from '../context'
import { describeError } from '../faults/describe-error'
import type { Fault } from '../faults/fault'
import { readTraceContext, withTrace } from './trace-context'
import type { UploadLine } from './upload-line'

/** What the steps of one request note for its line in the log. */
export interface Traced {
  Variables: {
    requestId: string
    fault?: Fault
    /** The user's hash, never the id. */
    user?: string
    /** Name of the host key. */
    hostKey?: string
    route?: string
    /** Codes of refused files or keys, inside a 200. */
    refusals?: ErrorCode[]
    /** What the request is about, if it confirms or cancels an upload. */
    upload?: UploadLine
  }
}

/** A harmless word, because the backend repeats it in headers and in the log. */
const ID = /^[\w-]{1,64}$/

const MAX_PATH = 200

/**
 * Gives every request its id (the caller's own, if it is harmless), one line in the log, and its place in the metrics. If
 * the caller names a trace, the line has its id, and the hooks over HTTP get it.
 * @param endpoints whose paths are labels of the metrics. All other paths are counted together, as `other`.
 */
export function trace(
  { basePath, hooks, log, metrics }: Pick<ServerContext, 'basePath' | 'hooks' | 'log' | 'metrics'>,
  endpoints: readonly { path: string }[],
): MiddlewareHandler<Traced> {
  const knownPaths = new Set(endpoints.map(({ path }) => path))
  return async (c, next) => {
    const given = c.req.header('x-request-id')
    c.set('requestId', given && ID.test(given) ? given : randomUUID())
    const startedAt = performance.now()
    const traced = readTraceContext(c.req.raw.headers)
    // Following a trace slows down every promise of the process, so it begins only if a hook needs it.
    await (traced && hooks ? withTrace(traced, next) : next())
    const ms = performance.now() - startedAt
    const path = c.req.path.slice(0, MAX_PATH)
    const label = path.startsWith(basePath) ? path.slice(basePath.length) : path
    const { status } = c.res
    metrics.request(knownPaths.has(label) ? label : 'other', status, ms / 1000)
    // Hono makes this object anew whenever it is asked for.
    const noted = c.var
    for (const code of refusalsOf(noted)) metrics.refusal(code)
    const line = { method: c.req.method, path, status, ms: Math.round(ms) }
    logLine(log, { requestId: noted.requestId, traceId: traced?.traceId, ...line, ...factsOf(c, noted) }, noted.fault)
  }
}

const refusalsOf = ({ fault, refusals = [] }: Traced['Variables']): ErrorCode[] =>
  fault ? [fault.code, ...refusals] : refusals

/** Unknown facts are left out of the line. */
function factsOf(c: Context<Traced>, { user, hostKey, route, refusals, upload }: Traced['Variables']): object {
  const given = c.req.header('x-oss-request-id')
  // OSS sends the id of its own request with a callback. Alibaba Cloud's support asks for it.
  const ossRequestId = given && ID.test(given) ? given : undefined
  return { user, hostKey, route, refusals: refusals?.length ? refusals : undefined, upload, ossRequestId }
}

function logLine(log: Logger, line: object, fault: Fault | undefined): void {
  if (!fault) {
    log.info(line)
    return
  }
  const { code, params, cause } = fault
  const isServerError = ERRORS[code].status >= 500
  const facts = {
    ...line,
    code,
    params,
    error: isServerError || cause !== undefined ? describeError(fault) : undefined,
  }
  if (isServerError) log.error(facts)
  else log.info(facts)
}

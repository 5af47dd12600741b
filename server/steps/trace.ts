import { randomUUID } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import type { Logger } from 'pino'
import { ERRORS } from '../../miniprogram/uploader/contract'
import { describeError } from '../describe-error'
import type { Fault } from '../fault'

export interface Traced {
  Variables: { requestId: string; fault?: Fault }
}

/** Gives every request its id (the caller's own, if it is harmless) and one line in the log. */
export const trace =
  (log: Logger): MiddlewareHandler<Traced> =>
  async (c, next) => {
    const given = c.req.header('x-request-id')
    const requestId = given && /^[\w-]{1,64}$/.test(given) ? given : randomUUID()
    c.set('requestId', requestId)
    const startedAt = performance.now()
    await next()
    const line = {
      requestId,
      method: c.req.method,
      path: c.req.path,
      status: c.res.status,
      ms: Math.round(performance.now() - startedAt),
    }
    const { fault } = c.var
    if (!fault) return log.info(line)
    const facts = { ...line, code: fault.code, params: fault.params }
    if (ERRORS[fault.code].status < 500) return log.info(facts)
    log.error({ ...facts, error: describeError(fault) })
  }

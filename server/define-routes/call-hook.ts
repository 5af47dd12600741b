import type { ServerContext } from '../context'
import { Fault, isPassing } from '../faults/fault'
import { beforeDeadline } from '../http/deadline'

export type HookContext = Pick<ServerContext, 'hookDeadlineMs' | 'metrics'>

/** Hooks may be slow; callers give up after about this long. */
export const HOOK_DEADLINE_MS = 10_000

/**
 * Calls a hook of a route. A `Fault` that the hook throws is passed on. Any other error, or no answer within
 * `hookDeadlineMs`, becomes `server-error`, and only the log gets the message. A late hook continues, and its result is
 * ignored.
 */
export async function callHook<Result>(
  name: 'authorize' | 'canRead' | 'onStored',
  hook: () => Result | Promise<Result>,
  { hookDeadlineMs, metrics }: HookContext,
): Promise<Result> {
  const late = (): Error => new Error(`${name}: expected an answer within ${hookDeadlineMs} ms`)
  const startedAt = performance.now()
  const count = (outcome: 'ok' | 'refused' | 'failed') =>
    metrics.hook(name, outcome, (performance.now() - startedAt) / 1000)
  // The async function turns an error that the hook throws synchronously into a rejection.
  const called = (async () => hook())()
  try {
    const result = await beforeDeadline(called, hookDeadlineMs, late)
    count('ok')
    return result
  } catch (error) {
    const fault = error instanceof Fault ? error : new Fault('server-error', undefined, error)
    count(isPassing(fault.code) ? 'failed' : 'refused')
    throw fault
  }
}

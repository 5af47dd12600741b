import { Fault } from '../faults/fault'
import { beforeDeadline } from '../http/deadline'

/** Hooks may be slow; callers give up after about this long. */
export const HOOK_DEADLINE_MS = 10_000

/**
 * Calls a hook of a route. A `Fault` that the hook throws is passed on. Any other error, or no answer within
 * `deadlineMs`, becomes `server-error`, and only the log gets the message. A late hook continues, and its result is
 * ignored.
 */
export async function callHook<Result>(
  name: string,
  hook: () => Result | Promise<Result>,
  deadlineMs: number,
): Promise<Result> {
  const late = (): Error => new Error(`${name}: expected an answer within ${deadlineMs} ms`)
  // The async function turns an error that the hook throws synchronously into a rejection.
  const called = (async () => hook())()
  return beforeDeadline(called, deadlineMs, late).catch((error: unknown) => {
    throw error instanceof Fault ? error : new Fault('server-error', undefined, error)
  })
}

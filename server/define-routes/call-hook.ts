import { Fault } from '../faults/fault'
import { beforeDeadline } from '../http/deadline'

/** The backend has more to do than to wait for somebody's database, and whoever called goes away in the end. */
export const HOOK_DEADLINE_MS = 10_000

/**
 * What an author's hook returns or refuses with a `Fault`. Anything else it throws, and silence for `deadlineMs`, is
 * `server-error`, with its own words for the log. A hook that is late goes on, and nobody hears of it.
 */
export async function callHook<Result>(
  name: string,
  hook: () => Result | Promise<Result>,
  deadlineMs: number,
): Promise<Result> {
  const late = (): Error => new Error(`${name}: expected an answer within ${deadlineMs} ms`)
  // Called within a promise: it may throw at once.
  const called = (async () => hook())()
  return beforeDeadline(called, deadlineMs, late).catch((error: unknown) => {
    throw error instanceof Fault ? error : new Fault('server-error', undefined, error)
  })
}

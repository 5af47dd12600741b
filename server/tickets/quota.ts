import { Fault } from '../faults/fault'
import type { Limits } from '../limits/limits'
import type { Decision } from './decide'

/**
 * Refuses the files for which the user's tickets or bytes are used up; the first ones still get theirs.
 * @throws Fault `too-many-requests` when that leaves no file at all: then the whole call is worth repeating later.
 */
export async function applyQuota(decisions: readonly Decision[], user: string, limits: Limits): Promise<Decision[]> {
  const rationed: Decision[] = []
  let last: Fault | undefined
  for (const decision of decisions) {
    const fault = 'file' in decision ? await refusalOf(limits.countTicket(user, decision.file.size)) : undefined
    if (fault) last = fault
    rationed.push(fault ? { refusal: { code: fault.code, params: fault.params } } : decision)
  }
  if (last && !rationed.some((decision) => 'file' in decision)) throw last
  return rationed
}

/** For a call that failed after all, which is going to be repeated. */
export async function refundQuota(decisions: readonly Decision[], user: string, limits: Limits): Promise<void> {
  for (const decision of decisions) if ('file' in decision) await limits.refundTicket(user, decision.file.size)
}

/** The work's outcome; when there is none, the files were counted for nothing. */
export const orRefund = <T>(
  work: Promise<T>,
  decisions: readonly Decision[],
  user: string,
  limits: Limits,
): Promise<T> =>
  work.catch(async (error: unknown) => {
    await refundQuota(decisions, user, limits)
    throw error
  })

const refusalOf = (counted: Promise<void>): Promise<Fault | undefined> =>
  counted.then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof Fault) return error
      throw error
    },
  )

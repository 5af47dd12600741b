import { Fault } from '../faults/fault'
import type { Limits } from '../limits/limits'
import type { Decision } from './decide'

/**
 * Counts every allowed file against the user's tickets and bytes, in order, and refuses the files beyond the limit.
 * @param user the hash.
 * @throws Fault `too-many-requests` if no file is left: then the whole call is worth a retry later.
 */
export async function applyQuota(decisions: readonly Decision[], user: string, limits: Limits): Promise<Decision[]> {
  const counted: Decision[] = []
  let last: Fault | undefined
  for (const decision of decisions) {
    const fault = 'file' in decision ? await faultOf(limits.countTicket(user, decision.file.size)) : undefined
    if (fault) last = fault
    counted.push(fault ? { refusal: { code: fault.code, params: fault.params } } : decision)
  }
  if (last && !counted.some((decision) => 'file' in decision)) throw last
  return counted
}

/** For a call that failed after the count: the client will retry it. */
export async function refundQuota(decisions: readonly Decision[], user: string, limits: Limits): Promise<void> {
  for (const decision of decisions) if ('file' in decision) await limits.refundTicket(user, decision.file.size)
}

/** The result of `work`. If it fails, the files are refunded. */
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

const faultOf = (counted: Promise<void>): Promise<Fault | undefined> =>
  counted.then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof Fault) return error
      throw error
    },
  )

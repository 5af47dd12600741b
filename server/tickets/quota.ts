import type { Fault } from '../faults/fault'
import type { Limits } from '../limits/limits'
import type { Decision } from './decide'

/**
 * Counts every allowed file against the user's tickets and bytes, in order, and refuses the files beyond the limit.
 * @param user the hash.
 * @throws Fault `too-many-requests` if no file is left: then the whole call is worth a retry later.
 */
export async function applyQuota(decisions: readonly Decision[], user: string, limits: Limits): Promise<Decision[]> {
  const faults = await limits.countTickets(user, sizesOf(decisions))
  let last: Fault | undefined
  const counted = decisions.map((decision): Decision => {
    const fault = 'file' in decision ? faults.shift() : undefined
    last = fault ?? last
    return fault ? { refusal: { code: fault.code, params: fault.params } } : decision
  })
  if (last && !counted.some((decision) => 'file' in decision)) throw last
  return counted
}

const sizesOf = (decisions: readonly Decision[]): number[] =>
  decisions.flatMap((decision) => ('file' in decision ? [decision.file.size] : []))

/** For a call that failed after the count: the client will retry it. */
export const refundQuota = (decisions: readonly Decision[], user: string, limits: Limits): Promise<void> =>
  limits.refundTickets(user, sizesOf(decisions))

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

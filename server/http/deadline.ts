import { Fault } from '../faults/fault'

/**
 * The work's own outcome, or, after `ms`, what `late` makes: `cloud-unavailable`. The work itself goes on, and its late
 * failure is nobody's.
 */
export async function beforeDeadline<T>(
  work: Promise<T>,
  ms: number,
  late: () => Error = () => new Fault('cloud-unavailable'),
): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), ms)
  })
  return Promise.race([work, deadline]).finally(() => clearTimeout(timer))
}

/** One deadline for several pieces of work, one after the other: it counts from now. */
export function startDeadline(ms: number): <T>(work: Promise<T>) => Promise<T> {
  const endsAt = performance.now() + ms
  return (work) => beforeDeadline(work, endsAt - performance.now())
}

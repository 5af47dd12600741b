import { Fault } from '../fault'

/**
 * The work's own outcome, or `cloud-unavailable` after `ms`; the work itself goes on, and its late failure is nobody's.
 */
export async function beforeDeadline<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Fault('cloud-unavailable')), ms)
  })
  return Promise.race([work, deadline]).finally(() => clearTimeout(timer))
}

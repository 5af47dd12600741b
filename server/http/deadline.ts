import { Fault } from '../faults/fault'

/**
 * The outcome of `work`, or the error of `late` after `ms`. The work itself continues, and a later failure is ignored.
 * @throws Fault `cloud-unavailable` by default.
 */
export async function beforeDeadline<T>(
  work: Promise<T>,
  ms: number,
  late: () => Error = () => new Fault('cloud-unavailable', undefined, lateError(ms)),
): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), ms)
  })
  return Promise.race([work, deadline]).finally(() => clearTimeout(timer))
}

/** One deadline for several calls in sequence. It starts now. */
export function startDeadline(ms: number): <T>(work: Promise<T>) => Promise<T> {
  const endsAt = performance.now() + ms
  const late = (): Error => new Fault('cloud-unavailable', undefined, lateError(ms))
  return (work) => beforeDeadline(work, endsAt - performance.now(), late)
}

/** The log needs it, because the code alone would blame the cloud. */
const lateError = (ms: number): Error => new Error(`expected an answer within ${ms} ms`)

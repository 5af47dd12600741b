import { asFault } from '../faults/fault'

/** Whether a load balancer should send requests to this process. */
export interface Readiness {
  /** `undefined` if ready, else the reason: a code of the contract, or `stopping`. */
  obstacle(): Promise<string | undefined>
  /** From now on not ready, because the process is about to end. */
  stop(): void
}

/** Frequent probes must not cause frequent calls to STS. */
const REMEMBERED_MS = 5000

/** @param check rejects while tickets cannot be signed. It gets credentials from the cache, or from STS. */
export function readiness(check: () => Promise<unknown>, now: () => number): Readiness {
  let stopping = false
  let known: { at: number; obstacle: Promise<string | undefined> } | undefined
  const examine = (): Promise<string | undefined> =>
    check().then(
      () => undefined,
      (error: unknown) => asFault(error).code,
    )
  return {
    async obstacle() {
      if (stopping) return 'stopping'
      if (!known || now() - known.at >= REMEMBERED_MS) known = { at: now(), obstacle: examine() }
      return known.obstacle
    },
    stop() {
      stopping = true
    },
  }
}

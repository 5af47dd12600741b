import { asFault } from '../faults/fault'

/** Whether requests should be sent here. */
export interface Readiness {
  /** `undefined` when ready, else why not: a code of the contract, or `stopping`. */
  obstacle(): Promise<string | undefined>
  /** Not ready from now on: the process is about to end. */
  stop(): void
}

/** Whoever asks often must not make us ask STS often. */
const REMEMBERED_MS = 5000

/** @param check rejects while tickets cannot be signed: credentials come from a cache, and from STS when it is empty. */
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

import type { RandomBytes } from '../http/exchange'

/** A fault that one request meets. */
export type Fault =
  /** The request is refused with this status and code before anything is done, for example 503 ServiceUnavailable. */
  | { kind: 'answer'; status: number; code: string; message?: string; headers?: Record<string, string> }
  /** The connection is cut after so many bytes of the request's body; nothing is stored. */
  | { kind: 'reset-after'; bytes: number }
  /** Reading stops after so many bytes of the body, for `ms` or until the cloud closes. */
  | { kind: 'stall-after'; bytes: number; ms?: number }
  /** The body is read no faster than this. */
  | { kind: 'slow'; bytesPerSecond: number }
  /** The request is completed, then the connection is cut instead of an answer. */
  | { kind: 'lose-answer' }
  /** The connection is cut after so many bytes of the answer's body. */
  | { kind: 'cut-answer'; bytes: number }
  /** The request waits before it is read. */
  | { kind: 'delay'; ms: number }
  /** The callback is not sent and counts as failed: the uploader gets a 203. */
  | { kind: 'drop-callback' }

export const FAULT_KINDS: readonly Fault['kind'][] = [
  'answer',
  'reset-after',
  'stall-after',
  'slow',
  'lose-answer',
  'cut-answer',
  'delay',
  'drop-callback',
]

export interface PendingFault {
  /** `*` is any operation. */
  operation: string
  fault: Fault
  /** How many more requests will meet it. */
  left: number
  /** The share of requests that meet it, 0 to 1. */
  rate: number
}

export interface Faults {
  /**
   * The next `times` requests of an operation (`PostObject`, `AssumeRole`, …; `*` is any) meet the fault. With a `rate`,
   * each request meets it with that probability, until `times` is reached. `Infinity` never ends.
   */
  inject(operation: string, fault: Fault, times?: number, rate?: number): void
  /** The faults of a new request; each of them is used up by one. */
  take(operation: string): Fault[]
  pending(): readonly PendingFault[]
  clear(): void
  /** Milliseconds that are added to the clock of OSS and STS. */
  clockShift: number
}

export function createFaults(random: RandomBytes): Faults {
  let pending: PendingFault[] = []
  const chance = () => random(4).readUInt32BE() / 2 ** 32
  return {
    clockShift: 0,
    inject(operation, fault, times = 1, rate = 1) {
      pending.push({ operation, fault, left: times, rate })
    },
    take(operation) {
      const met = pending.filter(
        (entry) =>
          (entry.operation === operation || entry.operation === '*') && (entry.rate >= 1 || chance() < entry.rate),
      )
      for (const entry of met) entry.left -= 1
      pending = pending.filter(({ left }) => left > 0)
      return met.map(({ fault }) => fault)
    },
    pending: () => pending,
    clear() {
      pending = []
    },
  }
}

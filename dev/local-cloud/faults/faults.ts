import type { RandomBytes } from '../http/exchange'

/** What can go wrong with one request. */
export type Fault =
  /** Refused before anything is done, with this status and code: 503 ServiceUnavailable, say. */
  | { kind: 'answer'; status: number; code: string; message?: string; headers?: Record<string, string> }
  /** The connection is cut once so many bytes of the request's body have come; nothing is stored. */
  | { kind: 'reset-after'; bytes: number }
  /** Nothing more of the body is read once so many bytes have come: for so long, or until the cloud closes. */
  | { kind: 'stall-after'; bytes: number; ms?: number }
  /** The body is read no faster than this. */
  | { kind: 'slow'; bytesPerSecond: number }
  /** Everything is done, then the connection is cut instead of answered. */
  | { kind: 'lose-answer' }
  /** The connection is cut once so many bytes of the answer's body have gone. */
  | { kind: 'cut-answer'; bytes: number }
  /** Nothing is read for so long. */
  | { kind: 'delay'; ms: number }
  /** The callback is never sent, and counts as failed: the uploader gets a 203. */
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
  /** `*`: any. */
  operation: string
  fault: Fault
  /** How many requests will still meet it. */
  left: number
  /** The share of requests that meet it, 0 to 1. */
  rate: number
}

export interface Faults {
  /**
   * The next `times` requests of an operation (`PostObject`, `AssumeRole`, …; `*` for any) meet the fault; with a `rate`
   * each of them only with that probability, until it has been met so often. `Infinity` is for good.
   */
  inject(operation: string, fault: Fault, times?: number, rate?: number): void
  /** The faults of one request that has just come in; each is used up by one. */
  take(operation: string): Fault[]
  pending(): readonly PendingFault[]
  clear(): void
  /** Added to the clock of OSS and STS, milliseconds. */
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

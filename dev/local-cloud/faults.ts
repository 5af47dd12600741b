import { setTimeout as sleep } from 'node:timers/promises'

/** What can go wrong with one request. */
export type Fault =
  /** Refused before anything is done, with this status and code: 503 ServiceUnavailable, say. */
  | { kind: 'answer'; status: number; code: string; message?: string }
  /** The connection is cut once so many bytes of the request's body have come; nothing is stored. */
  | { kind: 'reset-after'; bytes: number }
  /** Everything is done, then the connection is cut instead of answered. */
  | { kind: 'lose-answer' }
  /** Nothing is read for so long. */
  | { kind: 'delay'; ms: number }
  /** The callback is never sent, and counts as failed: the uploader gets a 203. */
  | { kind: 'drop-callback' }

export interface Faults {
  /** The next `times` requests of an operation (`PostObject`, `AssumeRole`, …) meet the fault. */
  inject(operation: string, fault: Fault, times?: number): void
  /** The faults of one request that has just come in; each is used up by one. */
  take(operation: string): Fault[]
  clear(): void
  /** Added to the clock of OSS and STS, milliseconds. */
  clockShift: number
}

export function createFaults(): Faults {
  let pending: { operation: string; fault: Fault; left: number }[] = []
  return {
    clockShift: 0,
    inject(operation, fault, times = 1) {
      pending.push({ operation, fault, left: times })
    },
    take(operation) {
      const met = pending.filter((entry) => entry.operation === operation)
      for (const entry of met) entry.left -= 1
      pending = pending.filter(({ left }) => left > 0)
      return met.map(({ fault }) => fault)
    },
    clear() {
      pending = []
    },
  }
}

/** Thrown where the connection is to be cut without an answer. */
export class ConnectionReset extends Error {
  constructor() {
    super('The connection was cut.')
    this.name = 'ConnectionReset'
  }
}

/** Cuts the connection when the body has reached the length of a `reset-after` fault. */
export async function* cutBody(body: AsyncIterable<Uint8Array>, faults: readonly Fault[]): AsyncGenerator<Uint8Array> {
  const limit = Math.min(...faults.map((fault) => (fault.kind === 'reset-after' ? fault.bytes : Infinity)))
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size >= limit) throw new ConnectionReset()
    yield chunk
  }
}

/** Waits out `delay` faults; throws `ConnectionReset` when the cloud closes meanwhile. */
export async function delay(faults: readonly Fault[], closing: AbortSignal): Promise<void> {
  for (const fault of faults) {
    if (fault.kind !== 'delay') continue
    await sleep(fault.ms, undefined, { signal: closing }).catch(() => {
      throw new ConnectionReset()
    })
  }
}

import { setTimeout as sleep } from 'node:timers/promises'
import type { CloudAnswer } from '../http/exchange'
import type { Fault } from './faults'

/** Thrown to cut the connection without an answer. */
export class ConnectionReset extends Error {
  constructor() {
    super('The connection was cut.')
    this.name = 'ConnectionReset'
  }
}

/** Waits. @throws ConnectionReset if the cloud closes meanwhile */
async function pause(ms: number | undefined, closing: AbortSignal): Promise<void> {
  // Without `ms` it waits for a day, which is longer than any test.
  await sleep(ms ?? 24 * 3600 * 1000, undefined, { signal: closing }).catch(() => {
    throw new ConnectionReset()
  })
}

/** The body as it arrives under faults: cut or stalled after a length, or slow. */
export async function* faultyBody(
  body: AsyncIterable<Uint8Array>,
  faults: readonly Fault[],
  closing: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const active = new Set(faults)
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    for (const fault of active) {
      if (fault.kind === 'reset-after' && size >= fault.bytes) throw new ConnectionReset()
      if (fault.kind === 'slow') await pause((chunk.length / fault.bytesPerSecond) * 1000, closing)
      if (fault.kind !== 'stall-after' || size < fault.bytes) continue
      active.delete(fault)
      await pause(fault.ms, closing)
    }
    yield chunk
  }
}

/** The bytes at this rate at most. @throws ConnectionReset if the cloud closes meanwhile */
export async function* paced(
  bytes: AsyncIterable<Uint8Array>,
  bytesPerSecond: number,
  closing: AbortSignal,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    await pause((chunk.length / bytesPerSecond) * 1000, closing)
    yield chunk
  }
}

/** Waits for the `delay` faults. @throws ConnectionReset if the cloud closes meanwhile */
export async function delay(faults: readonly Fault[], closing: AbortSignal): Promise<void> {
  for (const fault of faults) if (fault.kind === 'delay') await pause(fault.ms, closing)
}

/** The answer as it is sent under faults. Its headers announce the whole body. */
export function faultyAnswer(answer: CloudAnswer, faults: readonly Fault[]): CloudAnswer {
  const limit = Math.min(...faults.map((fault) => (fault.kind === 'cut-answer' ? fault.bytes : Infinity)))
  return limit === Infinity ? answer : { ...answer, body: cutAfter(answer.body, limit) }
}

async function* cutAfter(body: CloudAnswer['body'], limit: number): AsyncGenerator<Uint8Array> {
  let left = limit
  for await (const chunk of body instanceof Uint8Array ? [body] : body) {
    if (chunk.length > left) {
      if (left > 0) yield chunk.subarray(0, left)
      // What was yielded must be sent before the connection is cut.
      await sleep(20)
      throw new ConnectionReset()
    }
    left -= chunk.length
    yield chunk
  }
}

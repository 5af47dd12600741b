import { sleep } from '../../core/flow/waiting'
import type { Clock, Signal } from '../../core/ports'
import type { PartSigner } from '../../oss-v4/part-signatures'

/** More would gain nothing: signing needs no request here, but takes some ms a part on a phone without JIT compiler. */
const MOST_AT_A_TIME = 32

/** After so many ms, other code gets its turn: see `core/crc64/paced-crc64.ts`. */
const MOST_MS = 4

/** Signs `count` parts in a row, or fewer if that is a lot of work. */
export async function signParts(
  sign: PartSigner['sign'],
  from: number,
  count: number,
  clock: Clock,
  signal: Signal,
): Promise<string[]> {
  const signatures: string[] = []
  let startedAt = clock.now()
  for (let part = from; part < from + Math.min(count, MOST_AT_A_TIME); part += 1) {
    if (clock.now() - startedAt >= MOST_MS) {
      await sleep(clock, 0, signal)
      startedAt = clock.now()
    }
    signatures.push(sign(part))
  }
  return signatures
}

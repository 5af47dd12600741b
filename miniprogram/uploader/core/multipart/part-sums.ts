import type { Crc64 } from '../crc64/crc64'
import { cancellation } from '../flow/cancellation'
import type { Signal } from '../ports'

/** The checksums of the parts that one session sends. */
export interface PartSums {
  /** How long to rest between two slices of a checksum, ms. */
  restMs(): number
  /**
   * Begins to compute the checksum of a part that is being sent. Call the result when the part has arrived: it resolves
   * with undefined if the part would have to wait too long, if the signal stops, or if the computation fails.
   */
  begin(compute: (signal: Signal) => Promise<Crc64 | undefined>, signal: Signal): () => Promise<Crc64 | undefined>
}

/** As long as a slice: a checksum that may come too late takes at most half of the device's time. */
const REST_MS = 8

/**
 * Computes checksums beside the sending, as long as no part waits for its checksum on a slow device. Then it stops all
 * of them: without one, the others do not add up to that of the file, and computing takes time from the sending.
 * @param isTooSlow whether this device computes too slowly for its link
 */
export function partSums(isTooSlow: () => boolean): PartSums {
  const all = cancellation()
  return {
    restMs: () => (isTooSlow() ? REST_MS : 0),
    begin(compute, signal) {
      const own = cancellation()
      const unsubscribe = [signal.subscribe(own.stop), all.signal.subscribe(own.stop)]
      let isDone = false
      const computing = compute(own.signal)
        .catch(() => undefined)
        .then((crc) => {
          isDone = true
          for (const stop of unsubscribe) stop()
          return crc
        })
      return () => {
        if (!isDone && isTooSlow()) all.stop()
        return computing
      }
    },
  }
}

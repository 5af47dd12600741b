import { type Sample, sampled, speedOf } from '../flow/speed'
import type { Clock } from '../ports'

/** How far an upload by parts is: exact for parts that have arrived, and for those on their way as good as can be had. */
export interface PartProgress {
  begin(part: number, length: number): void
  /** Where the platform tells: bytes of the part that have left. */
  sent(part: number, bytes: number): void
  /** It has arrived, or will be sent again. */
  end(part: number, arrived: boolean): void
  now(): { sentBytes: number; estimated: boolean; bytesPerSecond: number | undefined }
}

interface OnItsWay {
  length: number
  since: number
  sent: number | undefined
}

/** A guess never says that a part has arrived. */
const MOST_GUESSED = 0.95
/** Parts arrive in bursts: a speed takes several of them. */
const WINDOW_MS = 30_000

/** @param arrived bytes that were there from the beginning. */
export function partProgress(arrived: number, clock: Clock): PartProgress {
  const onTheirWay = new Map<number, OnItsWay>()
  let samples: Sample[] = [{ at: clock.now(), bytes: arrived }]
  let arrivedBytes = arrived

  const speed = (): number => speedOf(samples, clock.now(), WINDOW_MS)
  const guess = ({ length, since, sent }: OnItsWay): number => {
    if (sent !== undefined) return sent
    const share = (speed() * Math.max(0, clock.now() - since)) / 1000 / onTheirWay.size
    return Math.min(length * MOST_GUESSED, share)
  }

  return {
    begin: (part, length) => void onTheirWay.set(part, { length, since: clock.now(), sent: undefined }),
    sent(part, bytes) {
      const one = onTheirWay.get(part)
      if (one) one.sent = Math.min(bytes, one.length)
    },
    end(part, hasArrived) {
      const one = onTheirWay.get(part)
      onTheirWay.delete(part)
      if (!one || !hasArrived) return
      arrivedBytes += one.length
      samples = sampled(samples, { at: clock.now(), bytes: arrivedBytes }, WINDOW_MS)
    },
    now() {
      const guesses = [...onTheirWay.values()]
      const sentBytes = guesses.reduce((sum, one) => sum + guess(one), arrivedBytes)
      const bytesPerSecond = speed()
      return {
        sentBytes: Math.floor(sentBytes),
        estimated: guesses.some(({ sent }) => sent === undefined) && bytesPerSecond > 0,
        bytesPerSecond: bytesPerSecond > 0 ? bytesPerSecond : undefined,
      }
    },
  }
}

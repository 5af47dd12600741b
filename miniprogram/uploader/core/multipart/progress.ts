import { type Sample, sampled, speedOf } from '../flow/speed'
import type { Clock } from '../ports'

/** The progress of an upload by parts: exact for parts that have arrived, reported or guessed for parts being sent. */
export interface PartProgress {
  begin(part: number, length: number): void
  /** Notes how many bytes of the part have been sent, where the platform reports it. */
  sent(part: number, bytes: number): void
  /** The part has arrived, or will be sent again. */
  end(part: number, arrived: boolean): void
  now(): { sentBytes: number; estimated: boolean; bytesPerSecond: number | undefined; inFlight: number }
}

interface PartInFlight {
  length: number
  since: number
  /** Bytes; undefined where the platform does not report them. */
  sent: number | undefined
}

/** The largest share that a guess may reach: only an answer shows that a part has arrived. */
const MOST_GUESSED = 0.95
/** Parts arrive in bursts, so the speed is measured over several of them. */
const WINDOW_MS = 30_000

/** @param arrived bytes that OSS held from the beginning */
export function partProgress(arrived: number, clock: Clock): PartProgress {
  const inFlight = new Map<number, PartInFlight>()
  let samples: Sample[] = [{ at: clock.now(), bytes: arrived }]
  let arrivedBytes = arrived

  const speed = (): number => speedOf(samples, clock.now(), WINDOW_MS)
  const guess = ({ length, since, sent }: PartInFlight): number => {
    if (sent !== undefined) return sent
    const share = (speed() * Math.max(0, clock.now() - since)) / 1000 / inFlight.size
    return Math.min(length * MOST_GUESSED, share)
  }

  return {
    begin: (part, length) => void inFlight.set(part, { length, since: clock.now(), sent: undefined }),
    sent(part, bytes) {
      const one = inFlight.get(part)
      if (one) one.sent = Math.min(bytes, one.length)
    },
    end(part, hasArrived) {
      const one = inFlight.get(part)
      inFlight.delete(part)
      if (!one || !hasArrived) return
      arrivedBytes += one.length
      samples = sampled(samples, { at: clock.now(), bytes: arrivedBytes }, WINDOW_MS)
    },
    now() {
      const guesses = [...inFlight.values()]
      const sentBytes = guesses.reduce((sum, one) => sum + guess(one), arrivedBytes)
      const bytesPerSecond = speed()
      return {
        sentBytes: Math.floor(sentBytes),
        estimated: guesses.some(({ sent }) => sent === undefined) && bytesPerSecond > 0,
        bytesPerSecond: bytesPerSecond > 0 ? bytesPerSecond : undefined,
        inFlight: inFlight.size,
      }
    },
  }
}

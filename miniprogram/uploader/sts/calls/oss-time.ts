import type { Clock } from '../../core/ports'

/** OSS's clock. A device's clock may be wrong by a day, and may be corrected in the middle of an upload. */
export interface OssTime {
  /** ms since 1970: by this device's clock until OSS's time is known. */
  now(): number
  isKnown(): boolean
  /** @param date an HTTP date or an ISO one that a server has just sent. Anything else is ignored. */
  learn(date: string | undefined): void
}

/** Answers travel for a while, and their dates have whole seconds. A difference up to this one changes nothing. */
const TOLERANCE_MS = 60_000

export function ossTime(clock: Clock): OssTime {
  let offset: number | undefined
  const now = (): number => clock.now() + (offset ?? 0)

  return {
    now,
    isKnown: () => offset !== undefined,
    learn(date) {
      const time = Date.parse(date ?? '')
      if (Number.isNaN(time)) return
      if (offset === undefined || Math.abs(time - now()) > TOLERANCE_MS) offset = time - clock.now()
    },
  }
}

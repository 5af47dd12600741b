import type { Clock } from '../core/ports'

/** OSS's time. A device's clock may be a day wrong, and be set right in mid-upload. */
export interface OssTime {
  /** ms since 1970: by this device's clock until OSS has told its own. */
  now(): number
  isKnown(): boolean
  /** `date`: an HTTP date or an ISO one, as a server has just told it. Anything else is let pass. */
  learn(date: string | undefined): void
}

/** What answers take on their way, and the whole seconds in which dates are told: no reason to doubt what is known. */
const NOISE_MS = 60_000

export function ossTime(clock: Clock): OssTime {
  let offset: number | undefined
  const now = (): number => clock.now() + (offset ?? 0)

  return {
    now,
    isKnown: () => offset !== undefined,
    learn(date) {
      const told = Date.parse(date ?? '')
      if (Number.isNaN(told)) return
      if (offset === undefined || Math.abs(told - now()) > NOISE_MS) offset = told - clock.now()
    },
  }
}

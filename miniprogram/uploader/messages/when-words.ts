/** The words of one language for the time until the next try. */
export interface WhenNames {
  /** If the backend does not say how long. */
  vague: string
  seconds(count: number): string
  minutes(count: number): string
  hours(count: number): string
}

/**
 * When to try again: `in 90 s`, ` 5 分钟后`. Rounded up, because an earlier try would be refused again.
 * @param seconds as the backend gives them; without them the words are vague
 */
export function whenWords(seconds: string | number | undefined, names: WhenNames): string {
  const wait = Number(seconds)
  if (!(wait > 0)) return names.vague
  if (wait < 2 * MINUTE) return names.seconds(Math.ceil(wait))
  const minutes = Math.ceil(wait / MINUTE)
  return minutes < 2 * MINUTE ? names.minutes(minutes) : names.hours(Math.ceil(minutes / MINUTE))
}

/** Seconds; and an hour has as many minutes. */
const MINUTE = 60

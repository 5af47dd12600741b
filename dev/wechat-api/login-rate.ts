/** Limits the logins of a user to 100 a minute. */
export interface LoginRate {
  /** Counts a login; false if it exceeds the limit. */
  take(openid: string): boolean
}

const PER_MINUTE = 100
const MINUTE_MS = 60_000

export function createLoginRate(now: () => number): LoginRate {
  const logins = new Map<string, number[]>()
  return {
    take(openid) {
      const recent = (logins.get(openid) ?? []).filter((at) => at > now() - MINUTE_MS)
      if (recent.length >= PER_MINUTE) return false
      logins.set(openid, [...recent, now()])
      return true
    },
  }
}

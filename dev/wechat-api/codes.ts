import { createHash, randomBytes } from 'node:crypto'

/** A user's ids in one mini-program. */
export interface WechatUser {
  openid: string
  unionid?: string
}

/** The codes that `wx.login` issued, with their state. */
export interface Codes {
  issue(user: WechatUser): string
  /** Returns the user once, then `used`; after five minutes `expired`. */
  redeem(code: string): WechatUser | 'unknown' | 'expired' | 'used'
}

const LIFE_MS = 5 * 60_000

export function createCodes(now: () => number): Codes {
  const issued = new Map<string, { user: WechatUser; expiresAt: number; isUsed: boolean }>()
  return {
    issue(user) {
      const code = `0${randomBytes(24).toString('base64url').slice(0, 31)}`
      issued.set(code, { user, expiresAt: now() + LIFE_MS, isUsed: false })
      return code
    },
    redeem(code) {
      const entry = issued.get(code)
      if (!entry) return 'unknown'
      if (entry.isUsed) return 'used'
      if (entry.expiresAt <= now()) return 'expired'
      entry.isUsed = true
      return entry.user
    },
  }
}

/** 28 characters that begin with `o`; equal for the same person in the same mini-program. */
export const openidOf = (person: string, appid: string): string =>
  `o${createHash('sha256').update(`${appid} ${person}`).digest('base64url').slice(0, 27)}`

import type { Identity } from '../identity'
import { sessionIdentity } from '../session'
import type { User } from '../user'
import { userHash } from '../user-hash'
import { type Code2SessionOptions, code2session } from './code2session'

export interface WechatIdentityOptions extends Code2SessionOptions {
  /** Secrets of the sessions. The first signs, all of them verify. */
  sessionSecrets: readonly string[]
  /** Turns openids into ids. Must never change. */
  keySecret: string
  /** ms. */
  now?: () => number
}

/** Mini-program users: `POST /v1/session` exchanges wx.login's code for a session of at most two hours. */
export function wechatIdentity({ sessionSecrets, keySecret, now, ...wechat }: WechatIdentityOptions): Identity {
  const exchange = code2session(wechat)
  return sessionIdentity({
    secrets: sessionSecrets,
    now,
    login: async (code) => wechatUser((await exchange(code)).openid, wechat.appid, keySecret),
  })
}

/**
 * The user of an openid, as hooks (`user.id`) and sessions know it: a keyed hash, because openids are personal data and
 * a session token is readable. An app that stores openids finds its user with the same function.
 */
export const wechatUser = (openid: string, appid: string, keySecret: string): User => ({
  kind: 'wechat',
  issuer: appid,
  id: userHash({ kind: 'wechat', issuer: appid, id: openid }, keySecret),
})

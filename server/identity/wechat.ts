import { type Code2SessionOptions, code2session } from './code2session'
import type { Identity, User } from './identity'
import { sessionIdentity } from './session'
import { userHash } from './user-hash'

export interface WechatIdentityOptions extends Code2SessionOptions {
  /** Sign sessions: the first signs, all verify. */
  sessionSecrets: readonly string[]
  /** Turns openids into ids. Must never change. */
  keySecret: string
  /** ms. */
  now?: () => number
}

/** Mini-program users: `POST /v1/session` takes wx.login's code, and gives a session of at most two hours. */
export function wechatIdentity({ sessionSecrets, keySecret, now, ...wechat }: WechatIdentityOptions): Identity {
  const exchange = code2session(wechat)
  return sessionIdentity({
    secrets: sessionSecrets,
    now,
    login: async (code) => wechatUser((await exchange(code)).openid, wechat.appid, keySecret),
  })
}

/**
 * Who an openid is to this backend, in hooks (`user.id`) and sessions: a keyed hash, for openids are personal data and a
 * session token can be read by whoever holds it. An app that keeps openids finds its user by the same call.
 */
export const wechatUser = (openid: string, appid: string, keySecret: string): User => ({
  kind: 'wechat',
  issuer: appid,
  id: userHash({ kind: 'wechat', issuer: appid, id: openid }, keySecret),
})

/** `GET /sns/jscode2session`, as strict as WeChat documents it. */
import { randomBytes } from 'node:crypto'
import type { Codes } from './codes'
import type { LoginRate } from './login-rate'

export interface MiniProgram {
  appid: string
  secret: string
}

export interface Code2SessionContext {
  app: MiniProgram
  codes: Codes
  rate: LoginRate
  /** openids of users whom WeChat classifies as high-risk. */
  blocked: ReadonlySet<string>
}

export type Code2SessionAnswer =
  | { openid: string; session_key: string; unionid?: string }
  | { errcode: number; errmsg: string }

const refuse = (errcode: number, errmsg: string): Code2SessionAnswer => ({
  errcode,
  errmsg: `${errmsg}, rid: ${randomBytes(4).toString('hex')}-${randomBytes(4).toString('hex')}`,
})

/** https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/code2Session.html */
export function code2session(query: URLSearchParams, context: Code2SessionContext): Code2SessionAnswer {
  return refuseCaller(query, context.app) ?? exchange(query.get('js_code') ?? '', context)
}

function refuseCaller(query: URLSearchParams, app: MiniProgram): Code2SessionAnswer | undefined {
  if (!query.get('appid')) return refuse(41002, 'appid missing')
  if (!query.get('secret')) return refuse(41004, 'appsecret missing')
  if (!query.get('js_code')) return refuse(41008, 'missing code')
  if (query.get('grant_type') !== 'authorization_code') return refuse(40002, 'invalid grant_type')
  if (query.get('appid') !== app.appid) return refuse(40013, 'invalid appid')
  if (query.get('secret') !== app.secret) return refuse(40125, 'invalid appsecret')
  return undefined
}

function exchange(code: string, { codes, rate, blocked }: Code2SessionContext): Code2SessionAnswer {
  const user = codes.redeem(code)
  if (user === 'used') return refuse(40163, 'code been used')
  if (user === 'unknown' || user === 'expired') return refuse(40029, 'invalid code')
  if (blocked.has(user.openid)) return refuse(40226, 'code blocked')
  if (!rate.take(user.openid)) return refuse(45011, 'api minute-quota reach limit  mustslower  retry next minute')
  return { session_key: randomBytes(16).toString('base64'), ...user }
}

import { z } from 'zod'
import { Fault } from '../faults/fault'

export interface Code2SessionOptions {
  appid: string
  /** The AppSecret. It travels in the query, as WeChat wants it, so no address of a call is ever shown or logged. */
  secret: string
  /** Default `https://api.weixin.qq.com`. */
  endpoint?: string
  fetch?: typeof globalThis.fetch
}

/** `session_key` is left behind on purpose: nothing here needs it, and whoever has it can forge user data. */
export interface WechatAccount {
  openid: string
  /** Only when the mini-program is bound to an Open Platform account. */
  unionid?: string
}

const TIMEOUT_MS = 5000

const answerSchema = z.union([
  z.object({ errcode: z.literal(0).optional(), openid: z.string().min(1), unionid: z.string().min(1).optional() }),
  z.object({ errcode: z.number(), errmsg: z.string().default('') }),
])

/**
 * What wx.login's code stands for. WeChat answers errors with HTTP 200, and JSON as text/plain.
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/code2Session.html
 * @throws Fault `unauthenticated`, `forbidden`, `too-many-requests`, `server-misconfigured`, `cloud-unavailable`.
 */
export function code2session(options: Code2SessionOptions): (code: string) => Promise<WechatAccount> {
  const { appid, secret, endpoint = 'https://api.weixin.qq.com', fetch = globalThis.fetch } = options
  return async (code) => {
    const query = new URLSearchParams({ appid, secret, js_code: code, grant_type: 'authorization_code' })
    const text = await fetch(`${endpoint}/sns/jscode2session?${query}`, {
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
      .then((response) => response.text())
      .catch((error: unknown) => {
        throw unavailable(`did not answer (${reasonOf(error)})`)
      })
    const answer = answerSchema.safeParse(parseJson(text))
    if (!answer.success) throw unavailable('answered something that is not its JSON')
    if ('openid' in answer.data) return { openid: answer.data.openid, unionid: answer.data.unionid }
    throw wechatFault(answer.data.errcode, answer.data.errmsg.replaceAll(secret, '…'))
  }
}

/** Seconds after which WeChat takes another code of this user: it counts by the minute. */
const MINUTE = 60

/** https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/code2Session.html */
export function wechatFault(errcode: number, errmsg: string): Fault {
  const cause = new Error(`code2session answered errcode ${errcode}: ${errmsg}`)
  switch (errcode) {
    case 40029: // not a code, or older than 5 minutes
    case 40163: // a code that was used before
      return new Fault('unauthenticated', undefined, cause)
    case 40226: // a user whom WeChat holds for high-risk
      return new Fault('forbidden', undefined, cause)
    case 45011: // more than 100 logins a minute by one user
      return new Fault('too-many-requests', { retryAfter: MINUTE }, cause)
    case 40013: // no such AppID
    case 40125: // not its AppSecret
    case 41002: // AppID missing
    case 41004: // AppSecret missing
      return new Fault('server-misconfigured', undefined, cause)
    default: // -1 busy, 45009 the app's daily quota, and what WeChat may yet think of
      return new Fault('cloud-unavailable', undefined, cause)
  }
}

const unavailable = (what: string): Fault =>
  new Fault('cloud-unavailable', undefined, new Error(`code2session ${what}`))

/** Never the error itself: some of fetch's carry the address, and the AppSecret with it. */
function reasonOf(error: unknown): string {
  const { name, cause } = Object(error) as { name?: unknown; cause?: { code?: unknown } }
  return String(cause?.code ?? name)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

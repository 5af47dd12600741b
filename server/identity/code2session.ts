import { z } from 'zod'
import { Fault } from '../faults/fault'

export interface Code2SessionOptions {
  appid: string
  /** The AppSecret. WeChat's API takes it in the query, so the URL of a call must never be shown or logged. */
  secret: string
  /** Default `https://api.weixin.qq.com`. */
  endpoint?: string
  fetch?: typeof globalThis.fetch
}

/** `session_key` is dropped on purpose: nothing here needs it, and its owner can forge user data. */
export interface WechatAccount {
  openid: string
  /** Only if the mini-program is bound to an Open Platform account. */
  unionid?: string
}

const TIMEOUT_MS = 5000

const answerSchema = z.union([
  z.object({ errcode: z.literal(0).optional(), openid: z.string().min(1), unionid: z.string().min(1).optional() }),
  z.object({ errcode: z.number(), errmsg: z.string().default('') }),
])

/**
 * Exchanges wx.login's code for an account. WeChat answers errors with HTTP 200, and JSON as text/plain.
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

/** WeChat counts logins by the minute. Seconds. */
const MINUTE = 60

/** https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/code2Session.html */
export function wechatFault(errcode: number, errmsg: string): Fault {
  const cause = new Error(`code2session answered errcode ${errcode}: ${errmsg}`)
  switch (errcode) {
    case 40029: // the code is invalid, or older than 5 minutes
    case 40163: // the code was used before
      return new Fault('unauthenticated', undefined, cause)
    case 40226: // WeChat considers the user high-risk
      return new Fault('forbidden', undefined, cause)
    case 45011: // the user has logged in more than 100 times in a minute
      return new Fault('too-many-requests', { retryAfter: MINUTE }, cause)
    case 40013: // the AppID does not exist
    case 40125: // the AppSecret is wrong
    case 41002: // the AppID is missing
    case 41004: // the AppSecret is missing
      return new Fault('server-misconfigured', undefined, cause)
    default: // -1 WeChat is busy, 45009 the app's daily quota is used up, and codes that are unknown here
      return new Fault('cloud-unavailable', undefined, cause)
  }
}

const unavailable = (what: string): Fault =>
  new Fault('cloud-unavailable', undefined, new Error(`code2session ${what}`))

/** The name or code of an error, never its message: some messages of fetch contain the URL with the AppSecret. */
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

import * as z from 'zod'
import { Fault } from '../../faults/fault'
import { fetchText } from '../../outbound/fetch-text'

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

const DEADLINE_MS = 5000
const MOST_BYTES = 64 * 1024

const answerSchema = z.union([
  z.object({
    errcode: z.literal(0).optional(),
    openid: z.string().min(1),
    // Absent, empty or null unless the mini-program is bound: nothing here depends on it.
    unionid: z.string().min(1).optional().catch(undefined),
  }),
  z.object({ errcode: z.number(), errmsg: z.string().default('') }),
])

/**
 * Exchanges wx.login's code for an account. WeChat answers errors with HTTP 200, and JSON as text/plain. Any other status
 * comes from something between.
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/code2Session.html
 * @throws Fault `unauthenticated`, `forbidden`, `too-many-requests`, `server-misconfigured`, `cloud-unavailable`.
 */
export function code2session(options: Code2SessionOptions): (code: string) => Promise<WechatAccount> {
  const { appid, secret, endpoint = 'https://api.weixin.qq.com', fetch = globalThis.fetch } = options
  return async (code) => {
    const query = new URLSearchParams({ appid, secret, js_code: code, grant_type: 'authorization_code' })
    const url = `${endpoint}/sns/jscode2session?${query}`
    const { status, text } = await fetchText(url, { fetch, deadlineMs: DEADLINE_MS, mostBytes: MOST_BYTES }).catch(
      (error: unknown) => {
        throw unavailable(`did not answer (${reasonOf(error)})`)
      },
    )
    if (status !== 200) throw unavailable(`answered with status ${status}`)
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

/** Of a TypeError, which fetch throws, only the code: some of its messages contain the URL with the AppSecret. */
function reasonOf(error: unknown): string {
  const { name, message, cause } = error as Error & { cause?: { code?: unknown } }
  return error instanceof TypeError || cause ? String(cause?.code ?? name) : message
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

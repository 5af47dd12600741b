import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Code2SessionAnswer, type Code2SessionContext, code2session, type MiniProgram } from './code2session'
import { createCodes, openidOf } from './codes'
import { createLoginRate } from './login-rate'

export interface WechatApiOptions {
  app: MiniProgram
  /** Default 0: any free port. */
  port?: number
  /** Milliseconds since 1970; default: the system's clock. */
  now?: () => number
}

/** Stands in for api.weixin.qq.com on this machine. It is for development and tests, not for production. */
export interface WechatApi {
  /** `http://localhost:PORT`: the `endpoint` of `wechatIdentity`, or WECHAT_ENDPOINT. */
  url: string
  /** A code as `wx.login` issues it: valid once, for five minutes. */
  issueCode(person: string, unionid?: string): string
  openidOf(person: string): string
  /** From now on WeChat classifies this person as high-risk. */
  block(person: string): void
  /** The next calls get these answers instead, in order. */
  faults: WechatFault[]
  /** The queries of all calls, including secrets. */
  calls: URLSearchParams[]
  close(): Promise<void>
}

/** `busy`: errcode -1. `quota`: errcode 45009. `html`: an HTML page of a gateway. `reset`: no answer. */
export type WechatFault = 'busy' | 'quota' | 'html' | 'reset'

export async function startWechatApi({ app, port = 0, now = Date.now }: WechatApiOptions): Promise<WechatApi> {
  const codes = createCodes(now)
  const blocked = new Set<string>()
  const context: Code2SessionContext = { app, codes, rate: createLoginRate(now), blocked }
  const faults: WechatFault[] = []
  const calls: URLSearchParams[] = []

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    // Stands in for a phone's `wx.login`, for trying things out by hand.
    if (request.method === 'POST' && pathname === '/wx/login') {
      const openid = openidOf(searchParams.get('person') ?? 'somebody', app.appid)
      send(response, { code: codes.issue({ openid }) })
    } else if (request.method === 'GET' && pathname === '/sns/jscode2session') {
      calls.push(searchParams)
      answerCall(response, faults.shift(), () => code2session(searchParams, context))
    } else {
      response.writeHead(404).end()
    }
  })
  await new Promise<void>((listening, failed) => {
    server.once('error', failed)
    server.listen(port, '127.0.0.1', listening)
  })
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    issueCode: (person, unionid) => codes.issue({ openid: openidOf(person, app.appid), ...(unionid && { unionid }) }),
    openidOf: (person) => openidOf(person, app.appid),
    block: (person) => void blocked.add(openidOf(person, app.appid)),
    faults,
    calls,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

function answerCall(
  response: ServerResponse,
  fault: WechatFault | undefined,
  exchange: () => Code2SessionAnswer,
): void {
  if (fault === 'reset') response.socket?.resetAndDestroy()
  else if (fault === 'html') response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>')
  else send(response, fault ? FAULTS[fault] : exchange())
}

const FAULTS = {
  busy: { errcode: -1, errmsg: 'system error' },
  quota: { errcode: 45009, errmsg: 'reach max api daily quota limit' },
}

/** WeChat sends errors with HTTP 200 too, and declares JSON as text. */
function send(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'text/plain' }).end(JSON.stringify(body))
}

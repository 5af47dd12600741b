import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Code2SessionAnswer, type Code2SessionWorld, code2session, type MiniProgram } from './code2session'
import { createCodes, openidOf } from './codes'
import { createLoginRate } from './login-rate'

export interface WechatApiOptions {
  app: MiniProgram
  /** Default 0: any that is free. */
  port?: number
  /** ms; default the system's clock. */
  now?: () => number
}

/** Stands in for api.weixin.qq.com on this machine: for development and tests, not for production. */
export interface WechatApi {
  /** `http://localhost:PORT`: the `endpoint` of `wechatIdentity`, or WECHAT_ENDPOINT. */
  url: string
  /** What wx.login would give a person: single use, five minutes. */
  issueCode(person: string, unionid?: string): string
  openidOf(person: string): string
  /** WeChat holds this person for high-risk from now on. */
  block(person: string): void
  /** The next calls, in order, are answered with this instead. */
  faults: WechatFault[]
  /** Queries it was asked with, secrets included. */
  calls: URLSearchParams[]
  close(): Promise<void>
}

/** `busy`: errcode -1. `quota`: errcode 45009. `html`: a page of some gateway. `reset`: no answer at all. */
export type WechatFault = 'busy' | 'quota' | 'html' | 'reset'

export async function startWechatApi({ app, port = 0, now = Date.now }: WechatApiOptions): Promise<WechatApi> {
  const codes = createCodes(now)
  const blocked = new Set<string>()
  const world: Code2SessionWorld = { app, codes, rate: createLoginRate(now), blocked }
  const faults: WechatFault[] = []
  const calls: URLSearchParams[] = []

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    // What a phone does by itself, for whoever tries this out by hand.
    if (request.method === 'POST' && pathname === '/wx/login') {
      const openid = openidOf(searchParams.get('person') ?? 'somebody', app.appid)
      send(response, { code: codes.issue({ openid }) })
    } else if (request.method === 'GET' && pathname === '/sns/jscode2session') {
      calls.push(searchParams)
      answerCall(response, faults.shift(), () => code2session(searchParams, world))
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

/** Errors have HTTP 200 too, and the type says text. */
function send(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'text/plain' }).end(JSON.stringify(body))
}

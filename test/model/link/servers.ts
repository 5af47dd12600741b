import type { Cloud } from '../../../dev/local-cloud/cloud/cloud'
import type { Reply } from '../../../dev/local-cloud/http/exchange'
import { handleOss } from '../../../dev/local-cloud/oss/handle-oss'
import type { Arrived, Server } from './wire'

/** OSS, as a client meets it. */
export const ossServer =
  (cloud: Cloud, now: () => number): Server =>
  async ({ method, url, headers, body }) => {
    const { host, pathname, search } = new URL(url)
    const request = { method, target: pathname + search, headers: { host, ...headers }, body, clientIp: '10.0.0.1' }
    return answerOf(await handleOss(cloud, request, now))
  }

async function answerOf(reply: Reply): Promise<Arrived> {
  if (reply === 'reset') return 'reset'
  const parts: Uint8Array[] = []
  if (reply.body instanceof Uint8Array) parts.push(reply.body)
  else for await (const part of reply.body) parts.push(part)
  const headers = Object.fromEntries(Object.entries(reply.headers).map(([name, value]) => [name.toLowerCase(), value]))
  return { status: reply.status, headers, text: Buffer.concat(parts).toString('utf8') }
}

/** The backend, once it has all of a request. */
export const backendServer =
  (fetch: (request: Request) => Promise<Response>): Server =>
  async ({ method, url, headers, body }) => {
    const parts: Uint8Array[] = []
    try {
      for await (const part of body) parts.push(part)
    } catch {
      return 'reset'
    }
    const response = await fetch(new Request(url, { method, headers, body: Buffer.concat(parts) }))
    return { status: response.status, headers: Object.fromEntries(response.headers), text: await response.text() }
  }

import type { Cloud } from '../../../dev/local-cloud/cloud/cloud'
import type { Reply } from '../../../dev/local-cloud/http/exchange'
import { handleOss } from '../../../dev/local-cloud/oss/handle-oss'
import type { Server, ServerAnswer } from './wire'

/** OSS, as a client reaches it. */
export const ossServer =
  (cloud: Cloud, now: () => number): Server =>
  async ({ method, url, headers, body }) => {
    const { host, pathname, search } = new URL(url)
    const request = { method, target: pathname + search, headers: { host, ...headers }, body, clientIp: '10.0.0.1' }
    return answerOf(await handleOss(cloud, request, now))
  }

async function answerOf(reply: Reply): Promise<ServerAnswer> {
  if (reply === 'reset') return 'reset'
  const chunks: Uint8Array[] = []
  if (reply.body instanceof Uint8Array) chunks.push(reply.body)
  else for await (const chunk of reply.body) chunks.push(chunk)
  const headers = Object.fromEntries(Object.entries(reply.headers).map(([name, value]) => [name.toLowerCase(), value]))
  return { status: reply.status, headers, text: Buffer.concat(chunks).toString('utf8') }
}

/** The backend. It handles a request when the whole body has arrived. */
export const backendServer =
  (fetch: (request: Request) => Promise<Response>): Server =>
  async ({ method, url, headers, body }) => {
    const chunks: Uint8Array[] = []
    try {
      for await (const chunk of body) chunks.push(chunk)
    } catch {
      return 'reset'
    }
    const response = await fetch(new Request(url, { method, headers, body: Buffer.concat(chunks) }))
    return { status: response.status, headers: Object.fromEntries(response.headers), text: await response.text() }
  }

import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe } from 'node:diagnostics_channel'
import type { ClientRequest, IncomingMessage } from 'node:http'

export interface Bounds {
  /** For the whole call, with everything that it asks. ms. */
  deadlineMs: number
  /** Of each answer. */
  mostBytes: number
}

interface Call extends Bounds {
  requests: Set<ClientRequest>
  fail(error: Error): void
}

const calls = new AsyncLocalStorage<Call>()

/**
 * Bounds a call of a client that reads its answers to their end, however long they are, and that takes neither an agent
 * nor a way to fetch: Alibaba Cloud's chain of credentials. Node announces every request of `node:http`, in the context of its caller.
 * https://nodejs.org/docs/latest-v20.x/api/diagnostics_channel.html#http
 * @throws Error if an answer is too long, or if the call takes too long. Its requests are closed.
 */
export async function boundedCall<T>(work: () => Promise<T>, bounds: Bounds): Promise<T> {
  watchRequests()
  const requests = new Set<ClientRequest>()
  let fail: Call['fail'] = () => undefined
  const failed = new Promise<never>((_, reject) => {
    fail = reject
  })
  const late = new Error(`expected an answer within ${bounds.deadlineMs} ms`)
  const timer = setTimeout(() => fail(late), bounds.deadlineMs)
  try {
    return await Promise.race([calls.run({ ...bounds, requests, fail }, work), failed])
  } catch (error) {
    for (const request of requests) request.destroy()
    throw error
  } finally {
    clearTimeout(timer)
  }
}

let isWatching = false

function watchRequests(): void {
  if (isWatching) return
  isWatching = true
  subscribe('http.client.request.start', (message) => {
    const call = calls.getStore()
    if (!call) return
    const { request } = message as { request: ClientRequest }
    call.requests.add(request)
    request.prependOnceListener('response', (response: IncomingMessage) => countBytes(response, call))
  })
}

/** A listener for the data would take it away from the client. */
function countBytes(response: IncomingMessage, { mostBytes, fail }: Call): void {
  const push = response.push.bind(response)
  let size = 0
  response.push = (chunk: Uint8Array | null, encoding?: BufferEncoding): boolean => {
    size += chunk?.length ?? 0
    if (size <= mostBytes) return push(chunk, encoding)
    fail(new Error(`expected an answer of at most ${mostBytes} bytes`))
    return false
  }
}

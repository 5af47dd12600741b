import type { HookSecret } from '../config/hook-secret'
import { beforeDeadline } from '../http/deadline'
import { traceHeaders } from '../http/trace-context'
import { fetchText } from '../outbound/fetch-text'
import { signWebhook } from './sign-webhook'

/** What happened, for the app that the backend belongs to. */
export interface HookEvent {
  type: 'authorize' | 'stored' | 'can-read'
  /** The same in every call about one event. */
  id: string
  data: object
}

/** Sends an event. The result is the JSON of the answer, or undefined if it has no body. */
export type HookCall = (event: HookEvent) => Promise<unknown>

export interface HookReceiver {
  /** Private addresses are allowed, because the operator names them. */
  url: string
  /** Every call is signed with all of them. */
  secrets: readonly HookSecret[]
  fetch?: typeof globalThis.fetch
  /** ms. */
  now?: () => number
}

/** Below the time that a hook has, so that the log tells what the receiver did. ms. */
const DEADLINE_MS = 9500
/** OSS waits at most 5 s for its callback. A call that takes over after that begins no later. ms. */
const JOINABLE_MS = 5000
const MAX_ANSWER_BYTES = 64 * 1024

interface Running {
  answer: Promise<unknown>
  /** ms, of the monotonic clock. */
  startedAt: number
}

/**
 * Calls about one event that run at the same time share one request: OSS's callback may still wait for the receiver when
 * the client asks to complete the same upload. Each call waits for its own time, so the request lives as long as the last
 * call that may join it. A call that comes later sends a request of its own, because the first one may be lost.
 */
export function hookCall({ url, secrets, fetch, now = Date.now }: HookReceiver): HookCall {
  const running = new Map<string, Running>()

  async function send({ type, id, data }: HookEvent): Promise<unknown> {
    const body = JSON.stringify({ type, timestamp: new Date(now()).toISOString(), data })
    const signed = signWebhook({ id, body }, secrets, now())
    const headers = { 'content-type': 'application/json', ...traceHeaders(), ...signed }
    const limits = { deadlineMs: JOINABLE_MS + DEADLINE_MS, mostBytes: MAX_ANSWER_BYTES }
    const { status, text } = await fetchText(url, { body, headers, ...limits, ...(fetch && { fetch }) })
    // A refusal is a body of its own. Any other status is a mistake of the receiver or of its operator.
    if (status < 200 || status > 299) throw new Error(`${type} hook: expected 200, got ${status}`)
    return jsonOf(text, type)
  }

  /** A receiver may close an idle connection at the very moment at which it is used again, and fetch repeats no POST. */
  const sendTwice = (event: HookEvent): Promise<unknown> =>
    send(event).catch((error: unknown) => {
      if (isConnectionClosed(error)) return send(event)
      throw error
    })

  function start(event: HookEvent): Running {
    const answer = sendTwice(event).finally(() => {
      if (running.get(event.id) === started) running.delete(event.id)
    })
    const started = { answer, startedAt: performance.now() }
    running.set(event.id, started)
    return started
  }

  return async (event) => {
    const known = running.get(event.id)
    const { answer } = known && performance.now() - known.startedAt < JOINABLE_MS ? known : start(event)
    const late = (): Error => new Error(`${event.type} hook: expected an answer within ${DEADLINE_MS} ms`)
    return beforeDeadline(answer, DEADLINE_MS, late)
  }
}

/** https://undici.nodejs.org/#/docs/api/Errors: `UND_ERR_SOCKET`. */
const isConnectionClosed = (error: unknown): boolean =>
  ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(String(Object(Object(error).cause).code))

/** The answer itself never goes to the log, because it may contain personal data. */
function jsonOf(text: string, type: string): unknown {
  if (text.trim() === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(`${type} hook: expected JSON, got ${text.length} characters of something else`)
  }
}

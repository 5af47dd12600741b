import type { HookSecret } from '../config/hook-secret'
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
const MAX_ANSWER_BYTES = 64 * 1024

/**
 * Calls about one event that run at the same time share one request: OSS's callback may still wait for the receiver when
 * the client asks to complete the same upload.
 */
export function hookCall({ url, secrets, fetch, now = Date.now }: HookReceiver): HookCall {
  const running = new Map<string, Promise<unknown>>()

  async function send({ type, id, data }: HookEvent): Promise<unknown> {
    const body = JSON.stringify({ type, timestamp: new Date(now()).toISOString(), data })
    const headers = { 'content-type': 'application/json', ...signWebhook({ id, body }, secrets, now()) }
    const options = { body, headers, deadlineMs: DEADLINE_MS, mostBytes: MAX_ANSWER_BYTES, ...(fetch && { fetch }) }
    const { status, text } = await fetchText(url, options)
    // A refusal is a body of its own. Any other status is a mistake of the receiver or of its operator.
    if (status < 200 || status > 299) throw new Error(`${type} hook: expected 200, got ${status}`)
    return jsonOf(text, type)
  }

  return async (event) => {
    const known = running.get(event.id)
    if (known) return known
    const sent = send(event).finally(() => running.delete(event.id))
    running.set(event.id, sent)
    return sent
  }
}

/** The answer itself never goes to the log, because it may contain personal data. */
function jsonOf(text: string, type: string): unknown {
  if (text.trim() === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(`${type} hook: expected JSON, got ${text.length} characters of something else`)
  }
}

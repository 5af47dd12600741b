import * as z from 'zod'
import { Fault } from '../faults/fault'
import { digest, rememberUntil } from '../limits/remember'
import { fetchText } from '../outbound/fetch-text'
import type { Identity, User } from './identity'

export interface IntrospectIdentityOptions {
  /** Called with GET and the caller's own Authorization header. Answers `{ id, expiresIn? }`, or 401 or 403. */
  url: string
  fetch?: typeof globalThis.fetch
  /** ms. */
  now?: () => number
}

const DEADLINE_MS = 2000
const MAX_ANSWER_BYTES = 64 * 1024
const MAX_HEADER_LENGTH = 17 * 1024
const KNOWN_MS = 60_000
const REFUSED_MS = 5000
/** Fixed, so that users keep their files if the URL changes. */
const ISSUER = 'app'

const answerSchema = z.object({
  /** Java backends often send numbers. Beyond 2^53 a number would be rounded to another user's id. */
  id: z.union([z.string().min(1).max(256), z.int().transform(String)]),
  /** Seconds for which the header is valid. */
  expiresIn: z.number().positive().optional(),
})

/**
 * Asks the app's existing backend who the caller is. An answer is remembered for at most a minute, a refusal for five
 * seconds. Simultaneous calls with the same header ask once.
 */
export function introspectIdentity(options: IntrospectIdentityOptions): Identity {
  const { url, fetch = globalThis.fetch, now = Date.now } = options
  const known = rememberUntil<User>(now)
  // A memory of its own, so that many invalid headers do not remove valid ones.
  const refused = rememberUntil<true>(now)
  const asking = new Map<string, Promise<User | undefined>>()

  async function ask(authorization: string, key: string): Promise<User | undefined> {
    const answer = await introspect(url, authorization, fetch)
    if (!answer) {
      refused.set(key, true, now() + REFUSED_MS)
      return undefined
    }
    const user = { kind: 'introspect', issuer: ISSUER, id: answer.id }
    known.set(key, user, now() + Math.min(KNOWN_MS, (answer.expiresIn ?? Number.POSITIVE_INFINITY) * 1000))
    return user
  }

  return {
    async identify(request) {
      const authorization = request.headers.get('authorization')
      if (!authorization || authorization.length > MAX_HEADER_LENGTH) return undefined
      const key = digest(authorization)
      const user = known.get(key)
      if (user || refused.get(key)) return user
      const running = asking.get(key)
      if (running) return running
      const started = ask(authorization, key).finally(() => asking.delete(key))
      asking.set(key, started)
      return started
    },
  }
}

/**
 * @throws Fault `cloud-unavailable` unless the answer is a user or a refusal. Without an answer no caller is accepted.
 */
async function introspect(
  url: string,
  authorization: string,
  fetch: typeof globalThis.fetch,
): Promise<z.output<typeof answerSchema> | undefined> {
  try {
    const headers = { authorization, accept: 'application/json' }
    const limits = { deadlineMs: DEADLINE_MS, mostBytes: MAX_ANSWER_BYTES }
    const { status, text } = await fetchText(url, { fetch, headers, ...limits })
    if (status === 401 || status === 403) return undefined
    if (status < 200 || status >= 300) throw new Error(`expected 200, 401 or 403, got ${status}`)
    return answerSchema.parse(JSON.parse(text))
  } catch (error) {
    throw new Fault('cloud-unavailable', undefined, new Error(`introspection: ${reasonOf(error)}`))
  }
}

/** The answer itself never goes to the log, because it contains personal data. */
function reasonOf(error: unknown): string {
  if (error instanceof SyntaxError || error instanceof z.ZodError) return 'the answer is not { id }'
  const { message, cause } = error as Error & { cause?: { code?: unknown } }
  return String(cause?.code ?? message)
}

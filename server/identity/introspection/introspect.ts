import { ID_PATH, parseIdPath } from '../../config/id-path'
import { Fault } from '../../faults/fault'
import { digest, rememberUntil } from '../../limits/remember'
import { fetchText } from '../../outbound/fetch-text'
import type { Identity } from '../identity'
import type { User } from '../user'
import { readIntrospection } from './read-introspection'

export interface IntrospectIdentityOptions {
  /**
   * Called with GET and the caller's own Authorization header. Answers `{ id, expiresIn? }`, or 401 or 403. `expiresIn`
   * is in seconds.
   */
  url: string
  /** Where the answer has the id, if not at its top: `data.id`. `expiresIn` is beside it. Default `id`. */
  idPath?: string
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

/**
 * Asks the app's existing backend who the caller is. An answer is remembered for at most a minute, a refusal for five
 * seconds. Simultaneous calls with the same header ask once.
 *
 * @throws Error if `idPath` is no path.
 */
export function introspectIdentity(options: IntrospectIdentityOptions): Identity {
  const { url, idPath = 'id', fetch = globalThis.fetch, now = Date.now } = options
  const path = pathOf(idPath)
  const known = rememberUntil<User>(now)
  // A memory of its own, so that many invalid headers do not remove valid ones.
  const refused = rememberUntil<true>(now)
  const asking = new Map<string, Promise<User | undefined>>()

  async function ask(authorization: string, key: string): Promise<User | undefined> {
    const answer = userIn(await introspect(url, authorization, fetch), path)
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

function pathOf(idPath: string): readonly string[] {
  const path = parseIdPath(idPath)
  if (!path) throw new Error(`idPath: ${ID_PATH}, got "${idPath}"`)
  return path
}

/** The answer's JSON, or `undefined` if the backend refuses the caller. @throws Fault `cloud-unavailable`. */
async function introspect(url: string, authorization: string, fetch: typeof globalThis.fetch): Promise<unknown> {
  try {
    const headers = { authorization, accept: 'application/json' }
    const limits = { deadlineMs: DEADLINE_MS, mostBytes: MAX_ANSWER_BYTES }
    const { status, text } = await fetchText(url, { fetch, headers, ...limits })
    if (status === 401 || status === 403) return undefined
    if (status < 200 || status >= 300) throw new Error(`expected 200, 401 or 403, got ${status}`)
    return JSON.parse(text)
  } catch (error) {
    throw unavailable(reasonOf(error))
  }
}

/** Without an answer that is understood no caller is accepted. @throws Fault `cloud-unavailable`, `server-misconfigured`. */
function userIn(answer: unknown, path: readonly string[]): { id: string; expiresIn?: number } | undefined {
  if (answer === undefined) return undefined
  const read = readIntrospection(answer, path)
  if ('failed' in read) throw unavailable(read.failed)
  if ('misconfigured' in read) throw misconfigured(read.misconfigured)
  return 'user' in read ? read.user : undefined
}

const unavailable = (reason: string): Fault =>
  new Fault('cloud-unavailable', undefined, new Error(`introspection: ${reason}`))

const misconfigured = (reason: string): Fault =>
  new Fault('server-misconfigured', undefined, new Error(`introspection: ${reason}`))

/** The answer itself never goes to the log, because it contains personal data. */
function reasonOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'the answer is no JSON'
  const { message, cause } = error as Error & { cause?: { code?: unknown } }
  return String(cause?.code ?? message)
}

import { userId } from '../user-id'

/** What the app's backend says about a caller. The texts are for the operator's log. */
export type Introspection =
  | { user: { id: string; expiresIn?: number } }
  | { refused: true }
  | { failed: string }
  | { misconfigured: string }

/**
 * Reads an answer with a status of 2xx. Backends in Java and PHP often answer with such a status whatever happens, and
 * with the real outcome as `code`: `{"code":401,"msg":"…"}`. The codes of frameworks differ (0, 200 or 1 may mean
 * success), so only an id identifies the caller, and `code` tells what its absence means.
 *
 * @param path names of fields, from the answer down to the id.
 */
export function readIntrospection(answer: unknown, path: readonly string[]): Introspection {
  const code = ownField(answer, 'code')
  if (/^40[13]$/.test(String(code))) return { refused: true }
  if (/^5\d\d$/.test(String(code))) return { failed: `the answer has "code" ${String(code)}` }
  const found = follow(answer, path)
  const id = userId(found.value)
  if (id !== undefined) return withExpiry(id, ownField(found.beside, 'expiresIn'))
  // `{"code":0,"data":null}` is how a framework says that there is no user.
  if (found.value === null) return { refused: true }
  if (found.value === undefined && isErrorCode(code)) return { refused: true }
  return {
    misconfigured: `expected the id, a text or a whole number, as ${path.join('.')}; got ${typeOf(found.value)}. INTROSPECT_ID_PATH says where it is`,
  }
}

/** Only fields of the answer itself: `constructor.name` is none. */
const ownField = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined

/** The value at the end of the path, or the first `null` on it, and the object that holds the last name. */
function follow(answer: unknown, path: readonly string[]): { value: unknown; beside: unknown } {
  let beside: unknown
  let value = answer
  for (const name of path) {
    if (value === null) break
    beside = value
    value = ownField(value, name)
  }
  return { value, beside }
}

/** @param expiresIn seconds for which the header is valid. */
function withExpiry(id: string, expiresIn: unknown): Introspection {
  if (expiresIn === undefined || expiresIn === null) return { user: { id } }
  if (typeof expiresIn === 'number' && expiresIn > 0) return { user: { id, expiresIn } }
  return { misconfigured: `expected expiresIn as a positive number of seconds, got ${typeOf(expiresIn)}` }
}

const isErrorCode = (code: unknown): boolean =>
  (typeof code === 'number' || typeof code === 'string') && !/^(0+|200|ok|success)$/i.test(String(code))

function typeOf(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === '') return 'an empty text'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'string') return value.length > 256 ? 'a text of more than 256 characters' : 'a text'
  if (typeof value !== 'number') return typeof value === 'object' ? 'an object' : `a ${typeof value}`
  // A Java `long` loses its last digits in JavaScript, and would become the id of another user.
  if (!Number.isSafeInteger(value) && Number.isInteger(value))
    return 'a number beyond 2^53, which must be sent as a text'
  return 'this number'
}

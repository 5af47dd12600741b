import { randomUUID } from 'node:crypto'
import type { RouteRules, RouteTable } from '../define-routes/route'
import type { Authorization, AuthorizeEvent, ReadEvent, Reads, StoredEvent } from '../define-routes/route-options'
import { type Fault, refusal } from '../faults/fault'
import type { HookCall, HookEvent } from './hook-call'

/**
 * Gives the routes the hooks of an app in another language. A route's own hooks stay, and so does a route that says
 * `hooks: false`.
 */
export function withHttpHooks<Routes extends RouteTable>(routes: Routes, call: HookCall): Routes {
  const canRead = canReadBy(call)
  const entries = Object.entries(routes).map(([name, rules]): [string, RouteRules] => {
    if (rules.hooks === false) return [name, rules]
    const { authorize = authorizeBy(name, call), onStored = onStoredBy(name, call) } = rules
    return [name, { ...rules, authorize, onStored, canRead: rules.canRead ?? canRead }]
  })
  return Object.fromEntries(entries) as Routes
}

const authorizeBy =
  (route: string, call: HookCall) =>
  async ({ user, input, files }: AuthorizeEvent<unknown>): Promise<Authorization> => {
    const answer = await call({
      type: 'authorize',
      id: `authorize_${randomUUID()}`,
      data: { route, user, input, files },
    })
    throwIfRefused(answer)
    const { files: verdicts } = onlyFields('authorize', answer, ['files', 'refuse'])
    if (verdicts === undefined) return undefined
    if (!Array.isArray(verdicts) || verdicts.length !== files.length) {
      throw new Error(`authorize: expected "files" with ${files.length} entries, null or { "refuse": "…" }`)
    }
    return verdicts.map((verdict) => refusalIn(onlyFields('authorize', verdict, ['refuse'])))
  }

const onStoredBy =
  (route: string, call: HookCall) =>
  async ({ file, user, input, id }: StoredEvent<unknown>): Promise<unknown> => {
    const answer = await call({ type: 'stored', id: `stored_${id}`, data: { route, user, input, id, file } })
    throwIfRefused(answer)
    return answer
  }

/** The routes share this hook, so the files of all routes travel in one call. */
const canReadBy =
  (call: HookCall) =>
  async ({ user, files }: ReadEvent): Promise<Reads> => {
    const answer = await call({ type: 'can-read', id: `can-read_${randomUUID()}`, data: { user, files } })
    throwIfRefused(answer)
    const { allowed } = onlyFields('can-read', answer, ['allowed', 'refuse'])
    if (!Array.isArray(allowed)) throw new Error('can-read: expected { "allowed": ["key", …] }')
    return files.map(({ key }) => allowed.includes(key))
  }

function throwIfRefused(answer: unknown): void {
  const refused = refusalIn(answer)
  if (refused) throw refused
}

/**
 * `{ "refuse": "a sentence for the user" }`. Some languages write `null` for a field that has no value.
 * @throws Error for anything else, because it could mean yes or no: `true`, a number, an empty sentence.
 */
function refusalIn(answer: unknown): Fault | undefined {
  const { refuse } = Object(answer) as { refuse?: unknown }
  if (refuse === undefined || refuse === null) return undefined
  if (typeof refuse === 'string' && refuse.trim() !== '') return refusal(refuse)
  throw new Error('expected "refuse" with a sentence, or no "refuse"')
}

/**
 * The fields of an answer that decides. A `false`, or a misspelt `refuse`, must not allow what the app meant to refuse.
 * No answer, `null`, `{}` and PHP's empty array say nothing.
 * @throws Error that names an unknown field, which is no personal data.
 */
function onlyFields<Name extends string>(
  type: HookEvent['type'],
  answer: unknown,
  names: readonly Name[],
): Partial<Record<Name, unknown>> {
  const fields: unknown = answer ?? {}
  if (typeof fields !== 'object') throw new Error(`${type}: expected nothing or an object, got a ${typeof fields}`)
  const unknown = Object.keys(fields as object).find((name) => !(names as readonly string[]).includes(name))
  if (unknown === undefined) return fields as Partial<Record<Name, unknown>>
  throw new Error(`${type}: expected only ${names.join(' and ')}, got ${JSON.stringify(unknown.slice(0, 40))}`)
}

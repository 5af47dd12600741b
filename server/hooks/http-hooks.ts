import { randomUUID } from 'node:crypto'
import type { RouteRules, RouteTable } from '../define-routes/route'
import type { Authorization, AuthorizeEvent, ReadEvent, Reads, StoredEvent } from '../define-routes/route-options'
import { type Fault, refusal } from '../faults/fault'
import type { HookCall } from './hook-call'

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
    if (answer === undefined) return undefined
    throwIfRefused(answer)
    const { files: verdicts } = Object(answer) as { files?: unknown }
    if (verdicts === undefined) return undefined
    if (!Array.isArray(verdicts) || verdicts.length !== files.length) {
      throw new Error(`authorize: expected "files" with ${files.length} entries, null or { "refuse": "…" }`)
    }
    return verdicts.map(refusalIn)
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
    const { allowed } = Object(answer) as { allowed?: unknown }
    if (!Array.isArray(allowed)) throw new Error('can-read: expected { "allowed": ["key", …] }')
    return files.map(({ key }) => allowed.includes(key))
  }

function throwIfRefused(answer: unknown): void {
  const refused = refusalIn(answer)
  if (refused) throw refused
}

/** `{ "refuse": "a sentence for the user" }` */
function refusalIn(answer: unknown): Fault | undefined {
  const { refuse } = Object(answer) as { refuse?: unknown }
  return typeof refuse === 'string' ? refusal(refuse) : undefined
}

import type { ServerContext } from '../context'
import { callHook, type HookContext } from '../define-routes/call-hook'
import { findRoute } from '../define-routes/find-route'
import type { RouteRules } from '../define-routes/route'
import type { ReadFile } from '../define-routes/route-options'
import { Fault, isPassing } from '../faults/fault'
import type { Caller } from '../identity/identity'
import type { ParsedKey } from './parse-key'

export type ConfirmedKey = Extract<ParsedKey, { kind: 'confirmed' }> & { key: string }

export type MayReadContext = HookContext & Pick<ServerContext, 'routes'>

/**
 * Decides which confirmed files the user may read: `true`, or the Fault that refuses the file. Routes decide by their
 * `canRead`; without one, only the user who uploaded a file may read it. Routes that share a `canRead` share one call.
 * @throws Fault of a hook that fails, which is worth a retry.
 */
export async function mayRead(
  wanted: readonly ConfirmedKey[],
  caller: Caller,
  context: MayReadContext,
): Promise<ReadonlyMap<ConfirmedKey, true | Fault>> {
  const decisions = new Map<ConfirmedKey, true | Fault>()
  const asked = new Map<CanRead, ConfirmedKey[]>()
  for (const one of wanted) {
    const { visibility, canRead } = findRoute(context.routes, one.route)
    if (visibility === 'public') decisions.set(one, true)
    else if (canRead) asked.set(canRead, [...(asked.get(canRead) ?? []), one])
    else decisions.set(one, one.owner === caller.hash || new Fault('forbidden'))
  }
  const answers = [...asked].map(async ([canRead, files]) => {
    const verdicts = await ask(canRead, files, caller, context)
    for (const [index, one] of files.entries()) decisions.set(one, verdictOf(verdicts[index]))
  })
  await Promise.all(answers)
  return decisions
}

type CanRead = NonNullable<RouteRules['canRead']>

/** A refusal that the hook throws counts for all files of the call. */
async function ask(
  canRead: CanRead,
  wanted: readonly ConfirmedKey[],
  { user, hash }: Caller,
  context: HookContext,
): Promise<readonly unknown[]> {
  const files: ReadFile[] = wanted.map(({ key, id, route, owner }) => ({ key, id, route, isOwner: owner === hash }))
  try {
    const verdicts: unknown = await callHook('canRead', () => canRead({ user, files }), context)
    return Array.isArray(verdicts) ? verdicts : []
  } catch (error) {
    if (error instanceof Fault && !isPassing(error.code)) return wanted.map(() => error)
    throw error
  }
}

/** A hook written in JavaScript may return anything. Only `true` allows. */
const verdictOf = (verdict: unknown): true | Fault =>
  verdict === true || (verdict instanceof Fault ? verdict : new Fault('forbidden'))

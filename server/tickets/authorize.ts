import type { FileDeclaration } from '../../miniprogram/uploader/contract'
import { callHook, type HookContext } from '../define-routes/call-hook'
import type { RouteRules } from '../define-routes/route'
import type { Authorization, DeclaredFile } from '../define-routes/route-options'
import { Fault } from '../faults/fault'
import type { User } from '../identity/user'
import type { Decision } from './decide'
import { declaredFile } from './declared-file'

/**
 * Asks the route's own `authorize` about the files that its rules allow.
 * @param input as the route's schema parsed it.
 * @throws Fault that the hook throws, which refuses the call.
 */
export async function authorize(
  decisions: readonly Decision[],
  { user, input }: { user: User; input: unknown },
  { authorize: hook }: Pick<RouteRules, 'authorize'>,
  context: HookContext,
): Promise<readonly Decision[]> {
  if (!hook) return decisions
  const files = decisions.flatMap((decision) => ('file' in decision ? [hookFile(decision.file)] : []))
  if (files.length === 0) return decisions
  const faults = faultsOf(await callHook('authorize', () => hook({ user, input, files }), context))
  return decisions.map((decision) => {
    const fault = 'file' in decision ? faults.shift() : undefined
    return fault ? { refusal: fault } : decision
  })
}

/**
 * A hook written in JavaScript may return anything. A `false`, for example, could mean yes or no, so it is an error.
 */
function faultsOf(authorization: Authorization): (Fault | undefined)[] {
  const faults: unknown = authorization ?? []
  if (Array.isArray(faults) && faults.every((fault) => fault === undefined || fault instanceof Fault))
    return [...faults]
  throw new Error('authorize: expected nothing, or an array of Faults and undefined')
}

const hookFile = ({ renew, ...file }: FileDeclaration): DeclaredFile & { isRenewal: boolean } => ({
  ...declaredFile(file),
  isRenewal: renew !== undefined,
})

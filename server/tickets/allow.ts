import type { UploadsRequest } from '../../miniprogram/uploader/contract'
import type { ServerContext } from '../context'
import type { HookContext } from '../define-routes/call-hook'
import { parseInput } from '../define-routes/parse-input'
import type { RouteRules } from '../define-routes/route'
import type { Caller } from '../identity/identity'
import { authorize } from './authorize'
import { type Decision, decide } from './decide'
import { applyQuota } from './quota'

/**
 * decide → authorize → quota: which of the files may be uploaded, by the route's rules, its author's hook and the
 * user's quota. @throws Fault for a refusal of the whole call.
 */
export async function allow(
  { input, files }: Pick<UploadsRequest, 'input' | 'files'>,
  route: RouteRules,
  { user, hash }: Caller,
  context: HookContext & Pick<ServerContext, 'limits'>,
): Promise<Decision[]> {
  const parsed = await parseInput(route, input)
  const decisions = await authorize(decide(files, route), { user, input: parsed }, route, context)
  return applyQuota(decisions, hash, context.limits)
}

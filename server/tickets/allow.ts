import type { Context } from 'hono'
import type { UploadsRequest } from '../../miniprogram/uploader/contract'
import type { ServerContext } from '../context'
import { findRoute } from '../define-routes/find-route'
import { parseInput } from '../define-routes/parse-input'
import type { Traced } from '../http/trace'
import type { Caller } from '../identity/identity'
import { authorize } from './authorize'
import { type Decision, decide } from './decide'
import { applyQuota } from './quota'

/**
 * decide → authorize → ration: which of the files get through, by the route's rules, its author's hook and the user's
 * budget. @throws Fault what concerns them all.
 */
export async function allow(
  c: Context<Traced>,
  { route: name, input, files }: UploadsRequest,
  { user, hash }: Caller,
  backend: ServerContext,
): Promise<Decision[]> {
  const route = findRoute(backend.routes, name)
  c.set('route', name)
  const parsed = await parseInput(route, input)
  const decisions = await authorize(decide(files, route), { user, input: parsed }, route, backend)
  return applyQuota(decisions, hash, backend.limits)
}

import { describeIssues } from '../faults/describe-issues'
import { Fault } from '../faults/fault'
import type { RouteRules } from './route'

/** UTF-8 bytes of JSON. The input travels inside `upload`, which must fit into a callback's 5 KB. */
const MAX_INPUT_BYTES = 1024

/** Parses `input` with the route's own schema, unless it is too long to be parsed at all. @throws Fault `input-invalid`. */
export async function parseInput(route: Pick<RouteRules, 'input'>, input: unknown): Promise<unknown> {
  const bytes = Buffer.byteLength(JSON.stringify(input) ?? '')
  if (bytes > MAX_INPUT_BYTES) {
    throw new Fault('input-invalid', { issues: `expected at most ${MAX_INPUT_BYTES} bytes of JSON, got ${bytes}` })
  }
  const parsed = await route.input.safeParseAsync(input)
  if (!parsed.success) throw new Fault('input-invalid', { issues: describeIssues(parsed.error) })
  return parsed.data
}

/** Who may upload what: pure functions of the request and the route. */
import { type ErrorBody, type ErrorCode, type FileDeclaration, LIMITS } from '../../miniprogram/uploader/contract'
import { Fault } from '../fault'
import type { RouteRules, RouteTable } from '../route'
import { describeIssues } from './read'

/** Why one file gets no ticket; the others may still. */
export interface FileRefusal {
  code: ErrorCode
  params?: ErrorBody['params']
}

export type Decision = { file: FileDeclaration } | { refusal: FileRefusal }

type FileRules = Pick<RouteRules, 'accept' | 'maxSize' | 'maxFiles'>

/** @throws Fault `unknown-route`. */
export function findRoute(routes: RouteTable, name: string): RouteRules {
  const route = Object.hasOwn(routes, name) ? routes[name] : undefined
  if (!route) throw new Fault('unknown-route', { route: name, routes: Object.keys(routes).join(', ') })
  return route
}

/** UTF-8 bytes of JSON. It travels inside `upload`, which must fit into a callback's 5 KB. */
const MAX_INPUT_BYTES = 1024

/** What the route's own schema makes of `input`. @throws Fault `input-invalid`. */
export async function parseInput(route: Pick<RouteRules, 'input'>, input: unknown): Promise<unknown> {
  const parsed = await route.input.safeParseAsync(input)
  if (!parsed.success) throw new Fault('input-invalid', { issues: describeIssues(parsed.error) })
  const bytes = Buffer.byteLength(JSON.stringify(input) ?? '')
  if (bytes > MAX_INPUT_BYTES) {
    throw new Fault('input-invalid', { issues: `expected at most ${MAX_INPUT_BYTES} bytes of JSON, got ${bytes}` })
  }
  return parsed.data
}

/** One decision a file, in their order. @throws Fault `too-many-files` over what the contract allows. */
export function decide(files: readonly FileDeclaration[], rules: FileRules): Decision[] {
  if (files.length > LIMITS.filesPerCall) throw new Fault('too-many-files', { maxFiles: LIMITS.filesPerCall })
  let count = 0
  return files.map((file) => {
    // A renewal is no further file: it was counted when it got its first ticket.
    if (file.renew === undefined) count += 1
    const refusal = refuse(file, count, rules)
    return refusal ? { refusal } : { file }
  })
}

/** The first ones of too many still get their tickets. */
function refuse({ size, type, renew }: FileDeclaration, count: number, rules: FileRules): FileRefusal | undefined {
  const { accept, maxSize, maxFiles } = rules
  if (renew === undefined && count > maxFiles) return { code: 'too-many-files', params: { maxFiles } }
  if (size === 0) return { code: 'file-empty' }
  if (size > maxSize) return { code: 'file-too-large', params: { size, maxSize } }
  if (!accept.includes(type)) return { code: 'type-not-accepted', params: { type, accept: accept.join(', ') } }
  return undefined
}

import * as z from 'zod'
import { describeIssues } from '../faults/describe-issues'
import { Fault } from '../faults/fault'
import { readBytes } from './body-bytes'
import { exceededLimit, type JsonLimits } from './json-shape'

/** The most entries of a list in a body, by the name of its field. */
export type ListLimits = Readonly<Record<string, { most: number; refuse?: () => Fault }>>

/** A request as the server around the app passes it. */
export interface Received {
  request: Request
  env?: unknown
}

/**
 * Reads and parses a JSON body.
 * @throws Fault `bad-request` with one line that says what is wrong, `body-too-large`, and what `lists` throw.
 */
export async function read<Schema extends z.ZodType>(
  { request, env }: Received,
  schema: Schema,
  lists?: ListLimits,
): Promise<z.output<Schema>> {
  return parseBody(parseJson(await readBytes(request, env)), schema, lists)
}

/** Long lists are refused before a schema parses their entries: a schema reads all of them, however many are wrong. */
export function parseBody<Schema extends z.ZodType>(
  value: unknown,
  schema: Schema,
  lists: ListLimits = {},
): z.output<Schema> {
  for (const [name, { most, refuse }] of Object.entries(lists)) {
    const list = (Object(value) as Record<string, unknown>)[name]
    if (!Array.isArray(list) || list.length <= most) continue
    throw refuse?.() ?? new Fault('bad-request', { issues: `${name}: expected at most ${most} entries` })
  }
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw new Fault('bad-request', { issues: describeIssues(parsed.error) })
  return parsed.data
}

/** For requests without parameters: the body must be absent or `{}`. @throws Fault as `read` does. */
export async function readNothing({ request, env }: Received): Promise<void> {
  const bytes = await readBytes(request, env)
  if (bytes.byteLength > 0) parseBody(parseJson(bytes), z.strictObject({}))
}

/** Enough for any `input`, which has at most 1 KB, and the fields around it. */
const MOST: JsonLimits = { depth: 32, values: 1000 }

const utf8 = new TextDecoder('utf-8', { fatal: true })

function parseJson(bytes: Uint8Array): unknown {
  const exceeded = exceededLimit(bytes, MOST)
  if (exceeded === 'depth') throw new Fault('bad-request', { issues: `expected at most ${MOST.depth} levels` })
  if (exceeded) throw new Fault('bad-request', { issues: `expected at most ${MOST.values} values` })
  try {
    return JSON.parse(utf8.decode(bytes))
  } catch {
    throw new Fault('bad-request', { issues: 'expected a body of JSON in UTF-8' })
  }
}

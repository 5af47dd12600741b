import * as z from 'zod'
import { LIMITS } from '../../miniprogram/uploader/contract'
import { describeIssues } from '../faults/describe-issues'
import { Fault } from '../faults/fault'
import { consumedBody } from './consumed-body'
import { exceededLimit, type JsonLimits } from './json-shape'

/** The most entries of a list in a body, by the name of its field. */
export type ListLimits = Readonly<Record<string, { most: number; refuse?: () => Fault }>>

/**
 * Reads and parses a JSON body.
 * @throws Fault `bad-request` with one line that says what is wrong, `body-too-large`, and what `lists` throw.
 */
export async function read<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  lists?: ListLimits,
): Promise<z.output<Schema>> {
  return parseBody(parseJson(await readBytes(request)), schema, lists)
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
export async function readNothing(request: Request): Promise<void> {
  const bytes = await readBytes(request)
  if (bytes.byteLength > 0) parseBody(parseJson(bytes), z.strictObject({}))
}

/** ms. A body has at most 64 KB, so an honest client needs less time. */
const BODY_TIME_MS = 10_000

/**
 * Counts the bytes that arrive, because Content-Length may be missing or wrong.
 * @throws Fault `body-too-large`; `bad-request`; `server-misconfigured` if the host has read the body already.
 */
export async function readBytes(
  request: Request,
  limit: number = LIMITS.bodyBytes,
  timeMs = BODY_TIME_MS,
): Promise<Uint8Array> {
  if (request.bodyUsed || request.body?.locked) throw consumedBody()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunksOf(request.body, timeMs)) {
    size += chunk.byteLength
    if (size > limit) throw new Fault('body-too-large', { maxSize: limit })
    chunks.push(chunk)
  }
  // HTTP servers hold a client to its Content-Length, so the host has lost the body between them and this backend.
  if (size === 0 && Number(request.headers.get('content-length')) > 0) throw consumedBody()
  return Buffer.concat(chunks)
}

/**
 * A caller that leaves the loop early cancels the stream, so the rest is never read.
 * @throws Fault `bad-request` if the client disconnects or is too slow.
 */
async function* chunksOf(body: Request['body'], timeMs: number): AsyncGenerator<Uint8Array, void, undefined> {
  if (!body) return
  const reader = body.getReader()
  const cancel = (): void => void reader.cancel().catch(() => undefined)
  let late = false
  const deadline = setTimeout(() => {
    late = true
    cancel()
  }, timeMs)
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(() => {
        throw new Fault('bad-request', { issues: 'the body broke off' })
      })
      if (late) throw new Fault('bad-request', { issues: `the body took over ${timeMs / 1000} s` })
      if (done) return
      yield value
    }
  } finally {
    clearTimeout(deadline)
    cancel()
  }
}

/** Enough for any `input`, which has at most 1 KB, and the fields around it. */
const MOST: JsonLimits = { depth: 32, values: 1000 }

function parseJson(bytes: Uint8Array): unknown {
  const exceeded = exceededLimit(bytes, MOST)
  if (exceeded === 'depth') throw new Fault('bad-request', { issues: `expected at most ${MOST.depth} levels` })
  if (exceeded) throw new Fault('bad-request', { issues: `expected at most ${MOST.values} values` })
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new Fault('bad-request', { issues: 'expected a body of JSON in UTF-8' })
  }
}

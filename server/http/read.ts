import { z } from 'zod'
import { LIMITS } from '../../miniprogram/uploader/contract'
import { describeIssues } from '../faults/describe-issues'
import { Fault } from '../faults/fault'
import { isDeeperThan } from './json-depth'

/**
 * Reads and parses a JSON body. @throws Fault `bad-request` with one line that says what is wrong, `body-too-large`.
 */
export async function read<Schema extends z.ZodType>(request: Request, schema: Schema): Promise<z.output<Schema>> {
  return parse(await readBytes(request), schema)
}

function parse<Schema extends z.ZodType>(bytes: Uint8Array, schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(parseJson(bytes))
  if (!parsed.success) throw new Fault('bad-request', { issues: describeIssues(parsed.error) })
  return parsed.data
}

/** For requests without parameters: the body must be absent or `{}`. @throws Fault as `read` does. */
export async function readNothing(request: Request): Promise<void> {
  const bytes = await readBytes(request)
  if (bytes.byteLength > 0) parse(bytes, z.strictObject({}))
}

/** ms. A body has at most 64 KB, so an honest client needs less time. */
const BODY_TIME_MS = 10_000

/** Counts the bytes that arrive, because Content-Length may be missing or wrong. */
export async function readBytes(
  request: Request,
  limit: number = LIMITS.bodyBytes,
  timeMs = BODY_TIME_MS,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunksOf(request.body, timeMs)) {
    size += chunk.byteLength
    if (size > limit) throw new Fault('body-too-large', { maxSize: limit })
    chunks.push(chunk)
  }
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

/** Levels of nesting: enough for any `input` and the fields around it. */
const MAX_DEPTH = 32

function parseJson(bytes: Uint8Array): unknown {
  if (isDeeperThan(bytes, MAX_DEPTH)) throw new Fault('bad-request', { issues: `expected at most ${MAX_DEPTH} levels` })
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new Fault('bad-request', { issues: 'expected a body of JSON in UTF-8' })
  }
}

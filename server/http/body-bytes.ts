import { IncomingMessage } from 'node:http'
import { LIMITS } from '../../miniprogram/uploader/contract'
import { Fault } from '../faults/fault'
import { consumedBody } from './consumed-body'

/** ms. A body has at most 64 KB, so an honest client needs less time. */
const BODY_TIME_MS = 10_000

export interface BodyBounds {
  /** Bytes. Default: `LIMITS.bodyBytes`. */
  most?: number
  /** Default: 10,000 ms. */
  timeMs?: number
}

/**
 * Reads the whole body, and counts the bytes that arrive, because Content-Length may be missing or wrong.
 * @param env what `@hono/node-server` passes. Without it the body is read as a web stream.
 * @throws Fault `body-too-large`; `bad-request` if the client disconnects or is too slow; `server-misconfigured` if the
 *   host has read the body already.
 */
export async function readBytes(request: Request, env?: unknown, bounds: BodyBounds = {}): Promise<Uint8Array> {
  const incoming = unreadIncoming(request, env)
  if (!incoming && (request.bodyUsed || request.body?.locked)) throw consumedBody()
  const bytes = await (incoming ? readIncoming(incoming, bounds) : readStream(request.body, bounds))
  // HTTP servers hold a client to its Content-Length, so the host has lost the body between them and this backend.
  if (bytes.byteLength === 0 && Number(request.headers.get('content-length')) > 0) throw consumedBody()
  return bytes
}

/**
 * Node's stream of the request: a web stream around it costs more CPU than everything else that a ticket needs. Undefined
 * if the host made the request anew, perhaps with another body, or has begun to read it.
 */
function unreadIncoming(request: Request, env: unknown): IncomingMessage | undefined {
  const { incoming } = Object(env) as { incoming?: unknown }
  if (!(incoming instanceof IncomingMessage) || incoming.readableFlowing !== null || 'rawBody' in incoming)
    return undefined
  const isItsOwn = Object.getOwnPropertySymbols(request).some((key) => Reflect.get(request, key) === incoming)
  return isItsOwn ? incoming : undefined
}

function readIncoming(
  incoming: IncomingMessage,
  { most = LIMITS.bodyBytes, timeMs = BODY_TIME_MS }: BodyBounds,
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const fail = (fault: Fault): void => {
      clearTimeout(deadline)
      incoming.off('data', take)
      // The adapter drains the rest when it has sent the answer.
      incoming.pause()
      reject(fault)
    }
    const take = (chunk: Buffer): void => {
      size += chunk.length
      chunks.push(chunk)
      if (size > most) fail(tooLarge(most))
    }
    const deadline = setTimeout(() => fail(tooSlow(timeMs)), timeMs)
    const breakOff = (): void => fail(brokenOff())
    incoming.on('data', take)
    incoming.once('error', breakOff)
    incoming.once('close', breakOff)
    incoming.once('end', () => {
      clearTimeout(deadline)
      incoming.off('close', breakOff)
      resolve(Buffer.concat(chunks))
    })
  })
}

async function readStream(
  body: Request['body'],
  { most = LIMITS.bodyBytes, timeMs = BODY_TIME_MS }: BodyBounds,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunksOf(body, timeMs)) {
    size += chunk.byteLength
    if (size > most) throw tooLarge(most)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** A caller that leaves the loop early cancels the stream, so the rest is never read. */
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
        throw brokenOff()
      })
      if (late) throw tooSlow(timeMs)
      if (done) return
      yield value
    }
  } finally {
    clearTimeout(deadline)
    cancel()
  }
}

const tooLarge = (maxSize: number): Fault => new Fault('body-too-large', { maxSize })
const brokenOff = (): Fault => new Fault('bad-request', { issues: 'the body broke off' })
const tooSlow = (timeMs: number): Fault => new Fault('bad-request', { issues: `the body took over ${timeMs / 1000} s` })

import { type LinkAnswer, PATHS } from '../../../wire'
import type { Outgoing } from './outgoing'

/** A link like bad 3G. A browser cannot slow down its own uploads, so the body is sent in small pieces at intervals. */
export interface SlowLink {
  /** Returns a function that cancels the request. */
  send(url: string, outgoing: Outgoing, failWith: (reason: string) => void): () => void
}

const BYTES_PER_SECOND = 96 * 1024
const CHUNK_BYTES = 8 * 1024
const LATENCY_MS = 400

export function createSlowLink(wait: (ms: number) => Promise<void>): SlowLink {
  let freeAt = 0
  /** All requests share one link. */
  const takeTurn = (bytes: number): Promise<void> => {
    const now = performance.now()
    freeAt = Math.max(freeAt, now) + (bytes / BYTES_PER_SECOND) * 1000
    return wait(freeAt - now)
  }

  return {
    send(url, outgoing, failWith) {
      const closing = new AbortController()
      run(url, outgoing, closing.signal, takeTurn, wait).catch((thrown: unknown) => {
        if (!closing.signal.aborted) failWith(String(thrown))
      })
      return () => closing.abort()
    },
  }
}

async function run(
  url: string,
  outgoing: Outgoing,
  signal: AbortSignal,
  takeTurn: (bytes: number) => Promise<void>,
  wait: (ms: number) => Promise<void>,
): Promise<void> {
  const { headers, body } = await writtenOut(outgoing)
  const id = crypto.randomUUID()
  await wait(LATENCY_MS)
  let sent = 0
  do {
    const chunk = body.slice(sent, sent + CHUNK_BYTES)
    await takeTurn(chunk.size)
    signal.throwIfAborted()
    const call = { id, url, method: outgoing.method, headers, length: body.size, offset: sent }
    const answer = await sendChunk(call, chunk, signal)
    sent += chunk.size
    outgoing.onSent?.(sent, body.size)
    if (answer.kind === 'broken') throw new Error(answer.reason)
    if (answer.kind === 'more') continue
    outgoing.onHead(answer)
    outgoing.onAnswer(answer, bytesOf(answer.body))
    return
  } while (sent < body.size)
}

/**
 * The headers and the whole body, of which the browser writes the multipart/form-data. Its boundary is taken from the
 * header, because the type of a Blob is in lower case, and the boundary in the body is not.
 */
async function writtenOut({ headers, body }: Outgoing): Promise<{ headers: Record<string, string>; body: Blob }> {
  if (!body) return { headers, body: new Blob() }
  const written = new Response(body)
  const type = body instanceof FormData ? written.headers.get('content-type') : null
  return { headers: { ...headers, ...(type ? { 'content-type': type } : {}) }, body: await written.blob() }
}

async function sendChunk(call: object, chunk: Blob, signal: AbortSignal): Promise<LinkAnswer> {
  const answer = await fetch(PATHS.link, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', 'x-link': encodeURIComponent(JSON.stringify(call)) },
    body: chunk,
    signal,
  })
  return (await answer.json()) as LinkAnswer
}

function bytesOf(base64: string): ArrayBuffer {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)).buffer
}

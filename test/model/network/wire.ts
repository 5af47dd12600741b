import { UploadError } from '../../../miniprogram/uploader/core/errors'
import type { HttpAnswer } from '../../../miniprogram/uploader/core/ports'
import type { VirtualClock } from '../virtual-clock'
import type { RequestFault } from './request-faults'

export interface WireRequest {
  method: string
  url: string
  headers: Record<string, string>
  body: readonly Uint8Array[]
}

/** Handles the requests that arrive at the other end. */
export type Server = (request: Omit<WireRequest, 'body'> & { body: AsyncIterable<Uint8Array> }) => Promise<ServerAnswer>

/** `reset`: the server closes the connection without an answer. */
export type ServerAnswer = HttpAnswer | 'reset'

export interface WireTraits {
  /** One way. */
  latencyMs: number
  bytesPerSecond: number
}

export interface WireEvents {
  /** Reports how many of the body's bytes were handed to the network. */
  onSent(sent: number, total: number): void
  /** Called once, unless the request was aborted before. */
  onEnd(outcome: HttpAnswer | UploadError): void
}

/** One request on its way. */
export interface Wire {
  /** Stops the body. The server still acts on what has arrived. */
  abort(): void
}

const networkError = (): UploadError => new UploadError('network', { params: { detail: 'connection reset' } })

/** A body arrives in this many pieces. */
const PIECES = 5

/** Sends a request over virtual time, to its end or to its fault. */
export function startWire(
  clock: VirtualClock,
  { latencyMs, bytesPerSecond }: WireTraits,
  server: Server,
  request: WireRequest,
  fault: RequestFault | undefined,
  { onSent, onEnd }: WireEvents,
): Wire {
  const total = request.body.reduce((sum, { length }) => sum + length, 0)
  let isAborted = false
  let wake = (): void => {}

  const abort = (): void => {
    isAborted = true
    wake()
  }
  /** Waits for ever if no time is given. Ends early when the request is aborted. */
  const pause = (ms?: number): Promise<void> =>
    new Promise((resolve) => {
      const cancelTimer = ms === undefined ? () => {} : clock.after(ms, resolve)
      const wakeOthers = wake
      wake = () => {
        cancelTimer()
        wakeOthers()
        resolve()
      }
      if (isAborted) wake()
    })
  const fail = (error: UploadError): void => {
    if (isAborted) return
    abort()
    onEnd(error)
  }

  async function* arriving(): AsyncGenerator<Uint8Array> {
    const arrives = fault && 'share' in fault ? Math.floor(fault.share * total) : total
    let sent = 0
    for (const piece of pieces(request.body, Math.ceil(total / PIECES), arrives)) {
      onSent(sent + piece.length, total)
      await pause((piece.length * 1000) / bytesPerSecond)
      if (isAborted) throw resetByPeer()
      sent += piece.length
      yield piece
    }
    if (arrives === total) return
    if (fault?.kind === 'stall') await pause()
    else fail(networkError())
    throw resetByPeer()
  }

  async function run(): Promise<void> {
    await pause(latencyMs)
    if (isAborted) return
    if (fault?.kind === 'refuse') return fail(fault.error)
    const { method, url, headers } = request
    const answer =
      fault?.kind === 'answer'
        ? await answerByProxy(arriving(), fault.answer)
        : await server({ method, url, headers, body: arriving() })
    await pause(latencyMs)
    if (isAborted) return
    if (answer === 'reset' || fault?.kind === 'lose-answer') return fail(networkError())
    abort()
    onEnd(answer)
  }
  void run()
  return { abort }
}

/** A proxy answers after it has read the body. */
async function answerByProxy(body: AsyncIterable<Uint8Array>, answer: HttpAnswer): Promise<ServerAnswer> {
  try {
    for await (const _ of body);
    return answer
  } catch {
    return 'reset'
  }
}

/** The error that a Node server sees when its client goes away. */
const resetByPeer = (): Error => Object.assign(new Error('aborted'), { code: 'ECONNRESET' })

/** The first `length` bytes, in pieces of at most `most` bytes. */
function* pieces(body: readonly Uint8Array[], most: number, length: number): Generator<Uint8Array> {
  let left = length
  for (const bytes of body) {
    for (let from = 0; from < bytes.length && left > 0; ) {
      const piece = bytes.subarray(from, from + Math.min(most, left))
      yield piece
      from += piece.length
      left -= piece.length
    }
  }
}

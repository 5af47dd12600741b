import { UploadError } from '../../../miniprogram/uploader/core/errors'
import type { HttpAnswer } from '../../../miniprogram/uploader/core/ports'
import type { VirtualClock } from '../virtual-clock'
import type { Strike } from './request-faults'

export interface WireRequest {
  method: string
  url: string
  headers: Record<string, string>
  body: readonly Uint8Array[]
}

/** What stands at the other end. `reset`: it hangs up. */
export type Server = (request: Omit<WireRequest, 'body'> & { body: AsyncIterable<Uint8Array> }) => Promise<Arrived>
export type Arrived = HttpAnswer | 'reset'

export interface WireTraits {
  /** One way. */
  latencyMs: number
  bytesPerSecond: number
}

export interface WireEvents {
  /** Bytes of the body that are handed to the network, and of how many. */
  onSent(sent: number, total: number): void
  /** Once, unless it was broken off before. */
  onEnd(outcome: HttpAnswer | UploadError): void
}

/** One request on its way. */
export interface Wire {
  /** What has not arrived never will; what has arrived is acted upon all the same. */
  breakOff(): void
}

const network = (): UploadError => new UploadError('network', { params: { detail: 'connection reset' } })

/** A body comes in so many pieces. */
const PIECES = 5

/** Sends a request over virtual time, to its end or to what strikes it. */
export function startWire(
  clock: VirtualClock,
  { latencyMs, bytesPerSecond }: WireTraits,
  server: Server,
  request: WireRequest,
  strike: Strike | undefined,
  { onSent, onEnd }: WireEvents,
): Wire {
  const total = request.body.reduce((sum, { length }) => sum + length, 0)
  let isBroken = false
  let wake = (): void => {}

  const breakOff = (): void => {
    isBroken = true
    wake()
  }
  /** For ever, without a time. Ends early when the wire is broken off. */
  const pause = (ms?: number): Promise<void> =>
    new Promise((resolve) => {
      const callOff = ms === undefined ? () => {} : clock.after(ms, resolve)
      const before = wake
      wake = () => {
        callOff()
        before()
        resolve()
      }
      if (isBroken) wake()
    })
  const fail = (error: UploadError): void => {
    if (isBroken) return
    breakOff()
    onEnd(error)
  }

  async function* arriving(): AsyncGenerator<Uint8Array> {
    const arrives = strike && 'share' in strike ? Math.floor(strike.share * total) : total
    let sent = 0
    for (const piece of pieces(request.body, Math.ceil(total / PIECES), arrives)) {
      onSent(sent + piece.length, total)
      await pause((piece.length * 1000) / bytesPerSecond)
      if (isBroken) throw reset()
      sent += piece.length
      yield piece
    }
    if (arrives === total) return
    if (strike?.kind === 'stall') await pause()
    else fail(network())
    throw reset()
  }

  async function run(): Promise<void> {
    await pause(latencyMs)
    if (isBroken) return
    if (strike?.kind === 'refuse') return fail(strike.error)
    const { method, url, headers } = request
    const arrived =
      strike?.kind === 'answer'
        ? await answered(arriving(), strike.answer)
        : await server({ method, url, headers, body: arriving() })
    await pause(latencyMs)
    if (isBroken) return
    if (arrived === 'reset' || strike?.kind === 'lose-answer') return fail(network())
    breakOff()
    onEnd(arrived)
  }
  void run()
  return { breakOff }
}

/** Somebody between answers, after having taken the body in. */
async function answered(body: AsyncIterable<Uint8Array>, answer: HttpAnswer): Promise<Arrived> {
  try {
    for await (const _ of body);
    return answer
  } catch {
    return 'reset'
  }
}

const reset = (): Error => Object.assign(new Error('aborted'), { code: 'ECONNRESET' })

/** The first `length` bytes, in pieces of at most `most`. */
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

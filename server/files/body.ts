import { addAbortSignal, Readable } from 'node:stream'
import { ReadableStream } from 'node:stream/web'
import { type Crc64, EMPTY_CRC64, updateCrc64 } from '../../miniprogram/uploader/core/crc64/crc64'
import { toDecimal } from '../../miniprogram/uploader/core/crc64/decimal'
import { Fault } from '../faults/fault'

/** What the app makes: all of it, or a stream of bytes, of any length. */
export type Body = Uint8Array | Readable | ReadableStream<Uint8Array>

/** One PutObject. https://help.aliyun.com/en/oss/developer-reference/putobject */
const MOST_BYTES = 5 * 1024 ** 3

/** The event loop is free between two of them. */
const SLICE_BYTES = 1024 ** 2

/** The bytes of a body on their way. Nothing is kept but what `peek` read. */
export interface BodyReader {
  /** Of all bytes, if it is known. */
  readonly length: number | undefined
  /** The first bytes, `most` or more if there are so many. */
  peek(most: number): Promise<Uint8Array>
  /** All bytes, once. */
  chunks(): AsyncIterable<Uint8Array>
  /** Whether all bytes have passed. */
  isDone(): boolean
  /** Of the bytes that have passed. */
  size(): number
  crc64(): string
  /** What the body itself failed with. */
  failure(): Error | undefined
  /** Closes the app's stream, unless it has ended. */
  close(): void
}

/** @param signal closes the stream, so that nothing is stored. */
export function readBody(body: Body, signal?: AbortSignal): BodyReader {
  const stream = streamOf(body)
  // A file that cannot be opened fails before its first byte is awaited, and must not end the process.
  stream.on('error', () => undefined)
  if (signal) addAbortSignal(signal, stream)
  const source: AsyncIterator<unknown> = stream[Symbol.asyncIterator]()
  const peeked: Uint8Array[] = []
  let crc: Crc64 = EMPTY_CRC64
  let size = 0
  let failure: Error | undefined
  let isDone = false

  const next = async (): Promise<Uint8Array | undefined> => {
    try {
      const { done, value } = await source.next()
      return done ? undefined : bytesOf(value)
    } catch (error) {
      failure = error as Error
      throw error
    }
  }
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let chunk = peeked.shift() ?? (await next()); chunk; chunk = peeked.shift() ?? (await next())) {
      crc = updateCrc64(crc, chunk)
      size += chunk.length
      if (size > MOST_BYTES) throw new Fault('file-too-large', { size, maxSize: MOST_BYTES })
      yield chunk
    }
    isDone = true
  }
  return {
    length: body instanceof Uint8Array ? body.length : undefined,
    async peek(most) {
      for (let held = 0; held < most; ) {
        const chunk = await next()
        if (!chunk) break
        peeked.push(chunk)
        held += chunk.length
      }
      return Buffer.concat(peeked)
    },
    chunks,
    isDone: () => isDone,
    size: () => size,
    crc64: () => toDecimal(crc),
    failure: () => failure,
    close: () => void stream.destroy(),
  }
}

function streamOf(body: Body): Readable {
  if (body instanceof Readable) return body
  if (body instanceof Uint8Array) return Readable.from(slicesOf(body))
  if (body instanceof ReadableStream) return Readable.fromWeb(body)
  throw new TypeError(`put: expected bytes or a stream, got ${body === null ? 'null' : typeof body}`)
}

function* slicesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += SLICE_BYTES) yield bytes.subarray(from, from + SLICE_BYTES)
}

/** A stream with an encoding gives texts, and one of objects anything. */
function bytesOf(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk
  if (typeof chunk === 'string') return Buffer.from(chunk)
  throw new TypeError(`put: expected a stream of bytes, got one of ${chunk === null ? 'null' : typeof chunk}`)
}

import { ossError } from '../oss/errors'

/**
 * A part of multipart/form-data, with its bytes as a stream. Read a part to its end, or not at all, before the next one.
 */
export interface FormPart {
  /** The header lines as sent, without line ends. */
  headerLines: string[]
  body: AsyncGenerator<Buffer, void>
}

/** RFC 2046, 5.1.1. Undefined if the header is not multipart/form-data with a boundary. */
export function boundaryOf(contentType: string | undefined): string | undefined {
  if (!/^multipart\/form-data\s*;/i.test(contentType ?? '')) return undefined
  const match = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType ?? '')
  return match?.[1] ?? match?.[2]
}

/** A name may have up to 8 KB; the rest of the header needs some space too. */
const MAX_HEADER_BYTES = 9 * 1024

/** The parts in their order. @throws OssError `MalformedPOSTRequest` */
export async function* formParts(source: AsyncIterable<Uint8Array>, boundary: string): AsyncGenerator<FormPart, void> {
  const reader = createReader(source)
  const delimiter = Buffer.from(`\r\n--${boundary}`)
  // The first delimiter has no line end before it.
  reader.unread(Buffer.from('\r\n'))
  if ((await reader.collect(delimiter, 0)).length > 0) throw malformed()
  while (await startsPart(reader)) {
    const block = await reader.collect(Buffer.from('\r\n\r\n'), MAX_HEADER_BYTES)
    const body = reader.until(delimiter)
    yield { headerLines: block.toString('utf8').split('\r\n'), body }
    for await (const _rest of body);
  }
}

/** After a delimiter comes a line end and a part, or two hyphens and the end. */
async function startsPart(reader: Reader): Promise<boolean> {
  const next = (await reader.take(2)).toString('latin1')
  if (next !== '\r\n' && next !== '--') throw malformed()
  return next === '\r\n'
}

interface Reader {
  unread(bytes: Buffer): void
  take(length: number): Promise<Buffer>
  /** All bytes before the mark, which is dropped. @throws OssError if there are more than `limit` */
  collect(mark: Buffer, limit: number): Promise<Buffer>
  /** The bytes before the mark as a stream, without a limit. */
  until(mark: Buffer): AsyncGenerator<Buffer, void>
}

function createReader(source: AsyncIterable<Uint8Array>): Reader {
  const chunks = source[Symbol.asyncIterator]()
  let buffer: Buffer = Buffer.alloc(0)

  async function more(): Promise<void> {
    const next = await chunks.next()
    if (next.done) throw malformed()
    const chunk = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength)
    buffer = buffer.length === 0 ? chunk : Buffer.concat([buffer, chunk])
  }

  function shift(length: number): Buffer {
    const head = buffer.subarray(0, length)
    buffer = buffer.subarray(length)
    return head
  }

  return {
    unread(bytes) {
      buffer = Buffer.concat([bytes, buffer])
    },
    async take(length) {
      while (buffer.length < length) await more()
      return shift(length)
    },
    async collect(mark, limit) {
      for (;;) {
        const at = buffer.indexOf(mark)
        if (at > limit || (at < 0 && buffer.length > limit + mark.length)) throw malformed()
        if (at >= 0) {
          const head = shift(at)
          shift(mark.length)
          return head
        }
        await more()
      }
    },
    async *until(mark) {
      for (;;) {
        const at = buffer.indexOf(mark)
        if (at >= 0) {
          const head = shift(at)
          shift(mark.length)
          if (head.length > 0) yield head
          return
        }
        // The mark may begin in the last bytes.
        const safe = buffer.length - mark.length + 1
        if (safe > 0) yield shift(safe)
        await more()
      }
    },
  }
}

function malformed(): Error {
  return ossError('MalformedPOSTRequest', 'The body of your POST request is not well-formed multipart/form-data.')
}

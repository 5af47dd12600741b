import { createHash } from 'node:crypto'
import type { RandomBytes } from '../../../dev/local-cloud/http/exchange'
import { createCrc64 } from '../../../dev/local-cloud/store/crc64'
import type { Received } from '../../../dev/local-cloud/store/data-folder'

/** The bytes of a bucket: the local cloud's data folder, but in memory. */
export interface MemoryData {
  receive(chunks: AsyncIterable<Uint8Array>, onSize?: (size: number) => void): Promise<Received>
  share(name: string): string
  join(names: readonly string[]): string
  read(name: string, range?: { start: number; end: number }): AsyncGenerator<Uint8Array>
  /** All bytes, in the pieces in which they arrived. */
  pieces(name: string): readonly Uint8Array[]
  discard(name: string): void
  /** How many entries are kept. */
  count(): number
  /** How many bytes are kept. */
  bytes(): number
}

export function memoryData(random: RandomBytes): MemoryData {
  const kept = new Map<string, readonly Uint8Array[]>()
  const keep = (pieces: readonly Uint8Array[]): string => {
    const name = random(16).toString('hex')
    kept.set(name, pieces)
    return name
  }
  const pieces = (name: string): readonly Uint8Array[] => {
    const found = kept.get(name)
    if (!found) throw Object.assign(new Error(`no data ${name}`), { code: 'ENOENT' })
    return found
  }
  return {
    pieces,
    count: () => kept.size,
    bytes: () => [...kept.values()].flat().reduce((sum, { length }) => sum + length, 0),
    async receive(chunks, onSize) {
      const crc = createCrc64()
      const md5 = createHash('md5')
      const received: Uint8Array[] = []
      let size = 0
      for await (const chunk of chunks) {
        size += chunk.length
        onSize?.(size)
        crc.update(chunk)
        md5.update(chunk)
        received.push(chunk)
      }
      return { size, crc64: crc.decimal(), md5: md5.digest(), data: keep(received) }
    },
    share: (name) => keep(pieces(name)),
    join: (names) => keep(names.flatMap(pieces)),
    read: (name, range = { start: 0, end: Number.POSITIVE_INFINITY }) => within(pieces(name), range),
    discard: (name) => void kept.delete(name),
  }
}

/** `end` is inclusive, as in a Range header. */
async function* within(
  pieces: readonly Uint8Array[],
  { start, end }: { start: number; end: number },
): AsyncGenerator<Uint8Array> {
  let position = 0
  for (const piece of pieces) {
    const wanted = piece.subarray(Math.max(0, start - position), Math.max(0, end + 1 - position))
    if (wanted.length > 0) yield wanted
    position += piece.length
    if (position > end) return
  }
}

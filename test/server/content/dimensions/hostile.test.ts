import fc from 'fast-check'
import { dimensionsOf } from '../../../../server/content/dimensions'
import { join } from './build/bytes'
import { ALL_CASES } from './cases/all-cases'
import { LARGE_HEADS } from './cases/large-heads'
import { countReads } from './count-reads'

/** How often one byte may be read. The limit is the same for every length, so the work grows as the head does. */
const MAX_READS = 8
const RANDOM_HEADS = 10_000

const SHORT_CASES = ALL_CASES.filter(({ file }) => file.length < 3000)
const SIGNATURES = [
  ['image/jpeg', '\xff\xd8\xff'],
  ['image/png', '\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR'],
  ['image/gif', 'GIF89a'],
  ['image/webp', 'RIFF\0\0\0\0WEBPVP8X'],
  ['image/bmp', 'BM'],
  ['image/tiff', 'II*\0\x08\0\0\0'],
  ['image/tiff', 'MM\0*\0\0\0\x08'],
  ['image/heic', '\0\0\0\x0cftypheic\0\0\0\x2cmeta\0\0\0\0\0\0\0\x0epitm\0\0\0\0\0\x01\0\0\0\x12iprp'],
] as const

interface Head {
  mediaType: string
  bytes: Uint8Array
}

/** Random bytes behind the beginning of a format. */
const randomHead: fc.Arbitrary<Head> = fc
  .tuple(fc.constantFrom(...SIGNATURES), fc.nat({ max: 200 }), fc.nat())
  .map(([[mediaType, signature], length, seed]) => ({ mediaType, bytes: join(signature, noise(length, seed)) }))

/** By a linear congruential generator: fast-check's own bytes take much longer. */
function noise(length: number, seed: number): Uint8Array {
  let state = seed
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state >>> 24
  })
}

/** A picture of the other tests with some bytes changed, removed or repeated. */
const damagedHead: fc.Arbitrary<Head> = fc
  .record({
    picture: fc.constantFrom(...SHORT_CASES),
    changes: fc.array(fc.tuple(fc.nat(), fc.constantFrom(0, 1, 8, 0x7f, 0x80, 0xff)), { maxLength: 4 }),
    cut: fc.tuple(fc.nat(), fc.nat({ max: 20 })),
    repeated: fc.tuple(fc.nat(), fc.nat({ max: 40 })),
  })
  .map(({ picture: { file, mediaType }, changes, cut, repeated }) => {
    const changed = Buffer.from(file)
    for (const [at, value] of changes) changed[at % changed.length] = value
    const from = repeated[0] % changed.length
    const longer = join(changed.subarray(0, from + repeated[1]), changed.subarray(from))
    const end = longer.length - (cut[0] % 3 === 0 ? cut[1] : 0)
    return { mediaType, bytes: longer.subarray(0, Math.max(0, end)) }
  })

/** What is wrong with how a head is read; empty if all is right. */
function faultsOf({ mediaType, bytes }: Head): string[] {
  const counter = countReads(new Uint8Array(bytes))
  const found = dimensionsOf(counter.bytes, mediaType)
  const faults: string[] = []
  if (found && ![found.width, found.height].every(isLength)) faults.push(`${found.width}x${found.height}`)
  if (counter.readsOutside() > 0) faults.push(`${counter.readsOutside()} reads outside`)
  if (counter.maxReads() > MAX_READS) faults.push(`${counter.maxReads()} reads of one byte`)
  return faults
}

const isLength = (length: number): boolean => Number.isInteger(length) && length >= 1 && length <= 2 ** 31

/** Tries many heads, and returns how many of them had dimensions. */
function readMany(heads: fc.Arbitrary<Head>, seed: number): number {
  let found = 0
  const isReadWell = fc.property(heads, (head) => {
    expect(faultsOf(head)).toEqual([])
    if (dimensionsOf(head.bytes, head.mediaType)) found += 1
  })
  fc.assert(isReadWell, { numRuns: RANDOM_HEADS, seed })
  return found
}

describe('dimensionsOf', () => {
  it('reads no byte of a random head more than a few times', () => {
    expect(readMany(randomHead, 1)).toBeGreaterThan(100)
  })

  it('reads no byte of a damaged picture more than a few times', () => {
    expect(readMany(damagedHead, 2)).toBeGreaterThan(1000)
  })

  it.each(LARGE_HEADS)('reads no byte more than a few times of %s', (_, mediaType, bytes) => {
    expect(faultsOf({ mediaType, bytes })).toEqual([])
  })

  it.each(SHORT_CASES)('says the same or nothing of every beginning: $mediaType, $name', ({ file, mediaType }) => {
    const found = new Set<string>()
    for (let end = 0; end <= file.length; end += 1) {
      const dimensions = dimensionsOf(file.subarray(0, end), mediaType)
      if (dimensions) found.add(JSON.stringify(dimensions))
    }
    const whole = dimensionsOf(file, mediaType)
    expect([...found]).toEqual(whole ? [JSON.stringify(whole)] : [])
  })
})

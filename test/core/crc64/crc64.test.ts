import fc from 'fast-check'
import { createCrc64 } from '../../../dev/local-cloud/store/crc64'
import { combineCrc64 as combineDecimals } from '../../../dev/local-cloud/store/crc64-combine'
import { combineCrc64 } from '../../../miniprogram/uploader/core/crc64/combine'
import { type Crc64, EMPTY_CRC64, isSameCrc64, updateCrc64 } from '../../../miniprogram/uploader/core/crc64/crc64'
import { fromDecimal, toDecimal } from '../../../miniprogram/uploader/core/crc64/decimal'
import crc64 from './vectors/crc64.json' with { type: 'json' }
import crc64Combine from './vectors/crc64-combine.json' with { type: 'json' }

const SEED = 20_260_103
const bytesOf = ({ utf8, base64 }: { utf8?: string; base64?: string }): Uint8Array =>
  utf8 === undefined ? Buffer.from(base64 ?? '', 'base64') : Buffer.from(utf8)

const crcOf = (bytes: Uint8Array): Crc64 => updateCrc64(EMPTY_CRC64, bytes)

/** Computed by the local cloud, which shares no code with the library and uses BigInt. */
function secondOpinion(bytes: Uint8Array): string {
  const crc = createCrc64()
  crc.update(bytes)
  return crc.decimal()
}

const known = (decimal: string): Crc64 => {
  const crc = fromDecimal(decimal)
  if (!crc) throw new Error(`${decimal} is no CRC-64`)
  return crc
}

const bytes = () => fc.uint8Array({ maxLength: 5000 })
const word = () => fc.oneof(fc.constantFrom(0, 1, 0x7fffffff, 0x80000000, 0xffffffff), fc.nat({ max: 0xffffffff }))
const anyCrc = () => fc.record({ high: word(), low: word() })

describe('updateCrc64', () => {
  it.each(crc64)('computes the published checksum of $id', ({ input, expected }) => {
    expect(toDecimal(crcOf(bytesOf(input)))).toBe(expected.decimal)
  })

  it('agrees with the local cloud, wherever the bytes begin in their buffer', () => {
    fc.assert(
      fc.property(bytes(), fc.nat({ max: 9 }), (content, offset) => {
        const buffer = new Uint8Array(content.length + offset)
        buffer.set(content, offset)
        expect(toDecimal(crcOf(buffer.subarray(offset)))).toBe(secondOpinion(content))
      }),
      { seed: SEED },
    )
  })

  it('gives the same result however the bytes are cut', () => {
    fc.assert(
      fc.property(bytes(), fc.array(fc.nat({ max: 5000 }), { maxLength: 20 }), (content, cuts) => {
        const edges = [0, ...cuts.map((cut) => Math.min(cut, content.length)).sort((a, b) => a - b), content.length]
        const inPieces = edges
          .slice(1)
          .reduce((crc, end, index) => updateCrc64(crc, content.subarray(edges[index], end)), EMPTY_CRC64)
        expect(inPieces).toEqual(crcOf(content))
        expect(isSameCrc64(inPieces, crcOf(content))).toBe(true)
      }),
      { seed: SEED },
    )
  })

  it('isSameCrc64 compares both halves', () => {
    const crc = { high: 1, low: 2 }
    expect(isSameCrc64(crc, { high: 1, low: 3 })).toBe(false)
    expect(isSameCrc64(crc, { high: 3, low: 2 })).toBe(false)
  })
})

describe('combineCrc64', () => {
  it.each(crc64Combine)('combines $id', ({ input: { crc1, crc2, len2 }, expected }) => {
    expect(toDecimal(combineCrc64(known(crc1), known(crc2), len2))).toBe(expected.decimal)
  })

  it('gives the checksum of the whole', () => {
    fc.assert(
      fc.property(bytes(), bytes(), (a, b) => {
        const whole = Buffer.concat([a, b])
        expect(combineCrc64(crcOf(a), crcOf(b), b.length)).toEqual(crcOf(whole))
      }),
      { seed: SEED },
    )
  })

  it('agrees with the local cloud for lengths far beyond 32 bits', () => {
    const length = fc.oneof(fc.constantFrom(0, 2 ** 32, 2 ** 53 - 1), fc.maxSafeNat())
    fc.assert(
      fc.property(anyCrc(), anyCrc(), length, (a, b, lengthOfB) => {
        const expected = combineDecimals(toDecimal(a), toDecimal(b), lengthOfB)
        expect(toDecimal(combineCrc64(a, b, lengthOfB))).toBe(expected)
      }),
      { seed: SEED },
    )
  })
})

describe('a CRC-64 as a decimal', () => {
  it('is what BigInt writes, and can be read back', () => {
    fc.assert(
      fc.property(anyCrc(), (crc) => {
        const decimal = ((BigInt(crc.high) << 32n) | BigInt(crc.low)).toString()
        expect(toDecimal(crc)).toBe(decimal)
        expect(fromDecimal(decimal)).toEqual(crc)
      }),
      { seed: SEED },
    )
  })

  it.each(['', '-1', '1.5', '0x1', '18446744073709551616', '99999999999999999999', '111111111111111111111'])(
    'is not read from "%s"',
    (text) => {
      expect(fromDecimal(text)).toBeUndefined()
    },
  )
})

/** What clients that are not ours may try, at random. */
import fc from 'fast-check'
import { LIMITS } from '../../../miniprogram/uploader/contract'

export const PART = LIMITS.leastPartBytes

export interface Piece {
  /** From 1, and beyond the last. */
  number: number
  /** Of the part that the signature was made for. */
  signedFor: number
  /** Bytes; as declared, where it is absent. */
  length?: number | undefined
  /** What its first bytes are like. */
  head: 'jpeg' | 'html' | 'noise'
  /** Other bytes for another. */
  salt: number
}

export type Move =
  | { do: 'put'; piece: Piece }
  /** As every honest client. */
  | { do: 'put all'; salt: number }
  | { do: 'complete'; crc64: 'right' | 'wrong' | 'none' }
  | { do: 'resume' | 'abort' }
  | { do: 'parts'; from: number; count: number }

export interface Attack {
  partLengthSigned: boolean
  /** As declared, of an image. */
  size: number
  /** One after the other, or together with those before it. */
  moves: { move: Move; isAwaited: boolean }[]
}

const number = fc.integer({ min: 1, max: 5 })

const length = fc.oneof(
  { weight: 2, arbitrary: fc.constant(undefined) },
  fc.constantFrom(0, 1, PART - 1, PART, PART + 1, 2 * PART),
  fc.integer({ min: 0, max: 2 * PART }),
)

const piece: fc.Arbitrary<Piece> = number.chain((own) =>
  fc.record({
    number: fc.constant(own),
    signedFor: fc.oneof({ weight: 4, arbitrary: fc.constant(own) }, number),
    length,
    head: fc.constantFrom('jpeg', 'jpeg', 'html', 'noise'),
    salt: fc.nat(3),
  }),
)

const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('put' as const), piece }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('put all' as const), salt: fc.nat(3) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('complete' as const),
      crc64: fc.constantFrom('right' as const, 'wrong' as const, 'none' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('resume' as const, 'abort' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('parts' as const), from: number, count: number }) },
)

export const attacks: fc.Arbitrary<Attack> = fc.record({
  partLengthSigned: fc.boolean(),
  size: fc.constantFrom(1, 20, PART - 1, PART, PART + 1, 2 * PART, 3 * PART - 1, 3 * PART + 1),
  moves: fc.array(fc.record({ move, isAwaited: fc.boolean() }), { minLength: 1, maxLength: 8 }),
})

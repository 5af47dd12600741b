/** Random attacks by a client that does not follow the contract. */
import fc from 'fast-check'
import { LIMITS } from '../../../miniprogram/uploader/contract'

export const PART_BYTES = LIMITS.leastPartBytes

const SIZES = [
  1,
  20,
  PART_BYTES - 1,
  PART_BYTES,
  PART_BYTES + 1,
  2 * PART_BYTES,
  3 * PART_BYTES - 1,
  3 * PART_BYTES + 1,
]

export interface SentPart {
  /** From 1; may be greater than the number of parts. */
  number: number
  /** The number of the part for which the signature was made. */
  signedFor: number
  /** Bytes; absent if the length is the declared one. */
  length?: number | undefined
  /** What the first bytes look like. */
  head: 'jpeg' | 'html' | 'noise'
  /** Parts with different salts have different bytes. */
  salt: number
}

export type AttackStep =
  | { do: 'put'; part: SentPart }
  /** Sends all parts as an honest client does. */
  | { do: 'put all'; salt: number }
  | { do: 'complete'; crc64: 'right' | 'wrong' | 'none' }
  | { do: 'resume' | 'abort' }
  | { do: 'parts'; from: number; count: number }

export interface Attack {
  partLengthSigned: boolean
  /** The declared size of an image. */
  size: number
  /** A step that is not awaited runs at the same time as the next one. */
  steps: { step: AttackStep; isAwaited: boolean }[]
}

const number = fc.integer({ min: 1, max: 5 })

const length = fc.oneof(
  { weight: 2, arbitrary: fc.constant(undefined) },
  fc.constantFrom(0, 1, PART_BYTES - 1, PART_BYTES, PART_BYTES + 1, 2 * PART_BYTES),
  fc.integer({ min: 0, max: 2 * PART_BYTES }),
)

const part: fc.Arbitrary<SentPart> = number.chain((own) =>
  fc.record({
    number: fc.constant(own),
    signedFor: fc.oneof({ weight: 4, arbitrary: fc.constant(own) }, number),
    length,
    head: fc.constantFrom('jpeg', 'jpeg', 'html', 'noise'),
    salt: fc.nat(3),
  }),
)

const step: fc.Arbitrary<AttackStep> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('put' as const), part }) },
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

export const randomAttack: fc.Arbitrary<Attack> = fc.record({
  partLengthSigned: fc.boolean(),
  size: fc.constantFrom(...SIZES),
  steps: fc.array(fc.record({ step, isAwaited: fc.boolean() }), { minLength: 1, maxLength: 8 }),
})

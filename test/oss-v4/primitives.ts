import type { Primitives } from '../../miniprogram/uploader/oss-v4/primitives'
import { cryptoJsPrimitives } from '../../miniprogram/uploader/sts/crypto-js-primitives'
import { nodePrimitives } from '../../server/oss/signing/node-primitives'

/** Both implementations, for `describe.each`, each with a way to print its digests. */
export const PRIMITIVES: [name: string, primitives: Primitives<unknown>, hexOf: (digest: unknown) => string][] = [
  ['node:crypto', nodePrimitives as Primitives<unknown>, (digest) => (digest as Buffer).toString('hex')],
  // Its digests print themselves in hex.
  ['crypto-js', cryptoJsPrimitives as Primitives<unknown>, String],
]

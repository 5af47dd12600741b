import type { Primitives } from './primitives'
import { type SigningScope, scopeParts, scopeText } from './signing-scope'

/** The secret, narrowed to one day, region and product by one HMAC for each part of the scope. */
export function signingKey<Digest>(
  accessKeySecret: string,
  scope: SigningScope,
  { hmac }: Pick<Primitives<Digest>, 'hmac'>,
): Digest {
  const [day, region, product, requestType] = scopeParts(scope)
  const dayKey = hmac(`aliyun_v4${accessKeySecret}`, day)
  const regionKey = hmac(dayKey, region)
  const productKey = hmac(regionKey, product)
  return hmac(productKey, requestType)
}

/** From a string to sign to its signature, in lower-case hex. */
export type Sign = (stringToSign: string) => string

/** Signs with the key of this secret and scope. */
export function signer<Digest>(accessKeySecret: string, scope: SigningScope, primitives: Primitives<Digest>): Sign {
  const signers = signersOf(primitives)
  const name = `${scopeText(scope)}\n${accessKeySecret}`
  const known = signers.get(name)
  if (known) return known
  const key = signingKey(accessKeySecret, scope, primitives)
  const sign: Sign = (stringToSign) => primitives.hmacHex(key, stringToSign)
  // Only a handful of sessions is in use at a time, and yesterday's keys are of no use.
  if (signers.size >= MOST_SIGNERS) signers.clear()
  signers.set(name, sign)
  return sign
}

/** The four HMACs of a key are most of what one signature costs, and all signatures of a session in a day share them. */
const remembered = new WeakMap<object, Map<string, Sign>>()
const MOST_SIGNERS = 16

function signersOf(primitives: object): Map<string, Sign> {
  const signers = remembered.get(primitives) ?? new Map<string, Sign>()
  remembered.set(primitives, signers)
  return signers
}

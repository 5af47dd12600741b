import { type HostKey, hostKeyProblems } from '../config/host-key'
import { isEqualSecret } from './is-equal-secret'

/** The keys by which the app's own backend may call. */
export interface HostKeys {
  /** In constant time: every key is compared, whichever is found. */
  find(given: string): HostKey | undefined
}

/** No key is longer, so that comparing costs little, whatever a caller sends. */
const MOST_LENGTH = 256

/** @throws Error that names every key with a fault, and shows none. */
export function hostKeys(keys: readonly HostKey[]): HostKeys {
  const problems = hostKeyProblems(keys)
  if (problems.length > 0) throw new Error(`hostKeys: ${problems.join('; ')}`)
  return {
    find(given) {
      if (given.length > MOST_LENGTH) return undefined
      return keys.filter(({ key }) => isEqualSecret(given, key))[0]
    },
  }
}

import { shown } from '../../core/backend/shown'

/**
 * Runs a call of `wx`, which may be missing on this host. Returns what it throws, as an `Error`. A promise that it
 * returns is not waited for.
 */
export function attempt(call: () => unknown): Error | undefined {
  try {
    const returned = call() as { catch?: unknown } | undefined | null
    // The wrappers of Taro and uni-app return a promise as well, which rejects beside `fail`.
    if (typeof returned?.catch === 'function') returned.catch(() => {})
    return undefined
  } catch (thrown) {
    return thrown instanceof Error ? thrown : new Error(shown(thrown))
  }
}

import { LIMITS } from '../../contract'
import type { UrlOptions, UrlOutcome } from '../api'
import type { Backend } from '../backend/backend'
import { UploadError } from '../errors'
import { cancellation } from '../flow/cancellation'
import { type RetryContext, withRetry } from '../flow/with-retry'

/** Fresh URLs, one outcome a key, in their order. */
export async function freshUrls(
  keys: readonly string[],
  options: UrlOptions,
  backend: Backend,
  patience: RetryContext,
): Promise<UrlOutcome[]> {
  const { signal: never } = cancellation()
  const outcomes: UrlOutcome[] = []
  for (let from = 0; from < keys.length; from += LIMITS.keysPerCall) {
    const request = { keys: keys.slice(from, from + LIMITS.keysPerCall), ...options }
    const answers = await withRetry(() => backend.urls(request, never), patience, never)
    for (const answer of answers) {
      outcomes.push(answer instanceof UploadError ? { ok: false, error: answer } : { ok: true, ...answer })
    }
  }
  return outcomes
}

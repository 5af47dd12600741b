import { LIMITS } from '../../contract'
import type { UrlOptions, UrlOutcome } from '../api'
import type { FormBackend } from '../backend/backend'
import { UploadError } from '../errors'
import { NEVER } from '../flow/cancellation'
import type { RetryContext } from '../flow/retry/retrier'
import { withRetry } from '../flow/retry/with-retry'

/** Asks for fresh URLs: one outcome for each key, in order. */
export async function freshUrls(
  keys: readonly string[],
  options: UrlOptions,
  backend: FormBackend,
  retry: RetryContext,
): Promise<UrlOutcome[]> {
  const outcomes: UrlOutcome[] = []
  for (let from = 0; from < keys.length; from += LIMITS.keysPerCall) {
    const request = { keys: keys.slice(from, from + LIMITS.keysPerCall), ...options }
    const answers = await withRetry(() => backend.urls(request, NEVER), retry, NEVER)
    for (const answer of answers) {
      outcomes.push(answer instanceof UploadError ? { ok: false, error: answer } : { ok: true, ...answer })
    }
  }
  return outcomes
}

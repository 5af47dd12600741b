import { unreachable } from './errors'

/** Retries after failures in a row while the browser is online. */
const MAX_RETRIES = 3
const PAUSE_MS = 1_000

export interface RetryDelay {
  /** Called on progress: the count of failures starts again. */
  reset(): void
  /** Waits until the next attempt. Rejects with `thrown` after too many failures. */
  wait(thrown: unknown): Promise<void>
}

/** Decides how long one upload is retried. While the browser is offline, it waits without a limit. */
export function createRetryDelay(signal: AbortSignal): RetryDelay {
  let failures = 0
  return {
    reset() {
      failures = 0
    },
    async wait(thrown) {
      if (unreachable(thrown) && !navigator.onLine) return untilOnline(signal)
      failures += 1
      if (failures > MAX_RETRIES) throw thrown
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    },
  }
}

/** Runs `send` again, from its beginning, while the server cannot be reached. */
export async function withRetry<Answer>(
  send: () => Promise<Answer>,
  signal: AbortSignal = new AbortController().signal,
): Promise<Answer> {
  const delay = createRetryDelay(signal)
  for (;;) {
    try {
      return await send()
    } catch (thrown) {
      signal.throwIfAborted()
      if (!unreachable(thrown)) throw thrown
      await delay.wait(thrown)
      signal.throwIfAborted()
    }
  }
}

const untilOnline = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    addEventListener('online', () => resolve(), { once: true, signal })
    signal.addEventListener('abort', () => resolve(), { once: true })
  })

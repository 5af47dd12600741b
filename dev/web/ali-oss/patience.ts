import { unreachable } from './thrown'

/** Failures in a row, with the browser online: more than a short gap, and it is told. */
const MOST = 3
const PAUSE_MS = 1_000

export interface Patience {
  /** Something has arrived: it counts from the beginning. */
  renew(): void
  /** Until it is worth another try. Rejects with what was thrown when there were too many. */
  wait(thrown: unknown): Promise<void>
}

/** How long one upload is tried again. Offline it waits for the browser to be back, however long that is. */
export function createPatience(signal: AbortSignal): Patience {
  let failures = 0
  return {
    renew() {
      failures = 0
    },
    async wait(thrown) {
      if (unreachable(thrown) && !navigator.onLine) return untilOnline(signal)
      failures += 1
      if (failures > MOST) throw thrown
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    },
  }
}

/** The same again, from its beginning, when the network was lost. */
export async function again<Answer>(
  send: () => Promise<Answer>,
  signal: AbortSignal = new AbortController().signal,
): Promise<Answer> {
  const patience = createPatience(signal)
  for (;;) {
    try {
      return await send()
    } catch (thrown) {
      signal.throwIfAborted()
      if (!unreachable(thrown)) throw thrown
      await patience.wait(thrown)
      signal.throwIfAborted()
    }
  }
}

const untilOnline = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    addEventListener('online', () => resolve(), { once: true, signal })
    signal.addEventListener('abort', () => resolve(), { once: true })
  })

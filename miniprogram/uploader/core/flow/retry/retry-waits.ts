import type { UploadError } from '../../errors'

/** A wait before a retry. */
export interface RetryWait {
  /** The temporary failure that is retried. */
  error: UploadError
  /** When the retry begins, ms on this device's clock. */
  retryAt: number
  /** Retries now. */
  skip(): void
}

/** Called when a wait begins. Call what it returns when the wait has ended. */
export type OnWait = (wait: RetryWait) => () => void

/** For work that no task shows. */
export const UNSEEN: OnWait = () => () => {}

/** The waits of one upload: its parts may wait side by side. */
export interface RetryWaits {
  begin: OnWait
  /** The wait that ends first. */
  next(): RetryWait | undefined
  skipAll(): void
}

export function retryWaits(onChange: () => void): RetryWaits {
  const waits = new Set<RetryWait>()
  return {
    begin(wait) {
      waits.add(wait)
      onChange()
      return () => {
        if (waits.delete(wait)) onChange()
      }
    },
    next: () => [...waits].sort((a, b) => a.retryAt - b.retryAt)[0],
    skipAll() {
      for (const wait of [...waits]) wait.skip()
    },
  }
}

/** Shows one wait to several uploads, which share a call. */
export const toAll =
  (listeners: readonly OnWait[]): OnWait =>
  (wait) => {
    const ends = listeners.map((begin) => begin(wait))
    return () => {
      for (const end of ends) end()
    }
  }

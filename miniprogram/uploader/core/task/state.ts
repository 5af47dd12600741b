import type { Sending, UploadedFile, UploadState } from '../api'
import type { UploadError } from '../errors'
import type { Obstacle } from '../flow/gate'
import type { RetryWait } from '../flow/retry/retry-waits'

/** What an upload is doing. {@link stateOf} derives from it the state that the app sees. */
export type Run =
  | { phase: 'queued' | 'authorizing' | 'confirming' }
  | { phase: 'sending'; progress: Progress }
  | { phase: 'done'; file: UploadedFile }
  | { phase: 'failed'; error: UploadError }
  | { phase: 'cancelled' }

/** How many bytes have been sent. */
export type Progress = Pick<Sending, 'sentBytes' | 'totalBytes' | 'estimated'> & {
  bytesPerSecond: number | undefined
  /** How many requests are sending bytes. */
  inFlight: number
}

/**
 * Derives the state that the app sees.
 * @param wait the next retry after a temporary failure, if the upload waits for one
 * @param furthest the greatest share of the bytes that was ever sent, 0–1, so that a retry never shows going back
 */
export function stateOf(
  run: Run,
  furthest: number,
  obstacle: Obstacle | undefined,
  wait: RetryWait | undefined,
): UploadState {
  const percent = Math.min(99, Math.floor(furthest * 100))
  switch (run.phase) {
    case 'done':
      return { ...run, percent: 100 }
    case 'failed':
    case 'cancelled':
      return { ...run, percent }
    default:
      if (obstacle && (run.phase !== 'confirming' || wait)) return { phase: 'paused', percent, by: obstacle }
      if (wait && !isSending(run)) return { phase: 'retrying', percent, retryAt: wait.retryAt, error: wait.error }
      if (run.phase !== 'sending') return { phase: run.phase, percent }
      return { phase: 'sending', percent, ...sendingOf(run.progress, furthest) }
  }
}

/** While one part waits for its retry, others may be sent. */
const isSending = (run: Run): boolean => run.phase === 'sending' && run.progress.inFlight > 0

function sendingOf({ totalBytes, estimated, bytesPerSecond }: Progress, furthest: number): Sending {
  const sentBytes = Math.floor(furthest * totalBytes)
  if (!bytesPerSecond) return { sentBytes, totalBytes, estimated }
  const secondsLeft = Math.ceil((totalBytes - sentBytes) / bytesPerSecond)
  return { sentBytes, totalBytes, estimated, bytesPerSecond: Math.round(bytesPerSecond), secondsLeft }
}

export const shareOf = ({ sentBytes, totalBytes }: Progress): number => (totalBytes > 0 ? sentBytes / totalBytes : 0)

export const isEnded = ({ phase }: Run | UploadState): boolean =>
  phase === 'done' || phase === 'failed' || phase === 'cancelled'

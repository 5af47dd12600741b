import type { Sending, UploadedFile, UploadState } from '../api'
import type { UploadError } from '../errors'
import type { Obstacle } from '../flow/gate'

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
}

/**
 * Derives the state that the app sees.
 * @param furthest the greatest share of the bytes that was ever sent, 0–1, so that a retry never shows going back
 */
export function stateOf(run: Run, furthest: number, obstacle: Obstacle | undefined): UploadState {
  const percent = Math.min(99, Math.floor(furthest * 100))
  switch (run.phase) {
    case 'done':
      return { ...run, percent: 100 }
    case 'failed':
    case 'cancelled':
      return { ...run, percent }
    case 'confirming':
      return { phase: 'confirming', percent }
    default:
      if (obstacle) return { phase: 'paused', percent, by: obstacle }
      if (run.phase !== 'sending') return { phase: run.phase, percent }
      return { phase: 'sending', percent, ...sendingOf(run.progress, furthest) }
  }
}

function sendingOf({ totalBytes, estimated, bytesPerSecond }: Progress, furthest: number): Sending {
  const sentBytes = Math.floor(furthest * totalBytes)
  if (!bytesPerSecond) return { sentBytes, totalBytes, estimated }
  const secondsLeft = Math.ceil((totalBytes - sentBytes) / bytesPerSecond)
  return { sentBytes, totalBytes, estimated, bytesPerSecond: Math.round(bytesPerSecond), secondsLeft }
}

export const shareOf = ({ sentBytes, totalBytes }: Progress): number => (totalBytes > 0 ? sentBytes / totalBytes : 0)

export const isEnded = ({ phase }: Run | UploadState): boolean =>
  phase === 'done' || phase === 'failed' || phase === 'cancelled'

import type { UploadedFile, UploadState } from './api'
import type { UploadError } from './errors'
import type { Obstacle } from './gate'

/** What a running upload is doing. What is shown of it is derived by {@link stateOf}. */
export type Run =
  | { phase: 'queued' | 'authorizing' | 'confirming' }
  | { phase: 'sending'; totalBytes: number }
  | { phase: 'done'; file: UploadedFile }
  | { phase: 'failed'; error: UploadError }
  | { phase: 'cancelled' }

/** `furthest`: the greatest share of the bytes that was ever sent, 0–1, so that a retry never shows going back. */
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
      return {
        phase: 'sending',
        percent,
        sentBytes: Math.floor(furthest * run.totalBytes),
        totalBytes: run.totalBytes,
        estimated: false,
      }
  }
}

export const isEnded = ({ phase }: Run | UploadState): boolean =>
  phase === 'done' || phase === 'failed' || phase === 'cancelled'

import type { UploadState } from '../../../miniprogram/uploader/browser/index'

export interface Sized {
  size: number
  state: UploadState
}

/** All files of the list taken together. */
export interface Totals {
  /** 0–100, whole, weighted by size. What failed or was cancelled has nothing more to send. */
  percent: number
  count: number
  done: number
  /** Failed or cancelled. */
  lost: number
  bytesPerSecond: number
  /** Absent until the speed is known. */
  secondsLeft?: number
  canPause: boolean
  canResume: boolean
}

export function totalsOf(items: readonly Sized[]): Totals {
  let bytes = 0
  let sent = 0
  let bytesPerSecond = 0
  for (const { size, state } of items) {
    bytes += size
    sent += size * (isLost(state) ? 1 : state.percent / 100)
    if (state.phase === 'sending') bytesPerSecond += state.bytesPerSecond ?? 0
  }
  const done = items.filter(({ state }) => state.phase === 'done').length
  const lost = items.filter(({ state }) => isLost(state)).length
  const hasEnded = done + lost === items.length
  return {
    percent: hasEnded ? 100 : Math.min(99, Math.floor((100 * sent) / Math.max(1, bytes))),
    count: items.length,
    done,
    lost,
    bytesPerSecond,
    ...(bytesPerSecond > 0 ? { secondsLeft: (bytes - sent) / bytesPerSecond } : {}),
    canPause: items.some(({ state }) => !isEnded(state) && !isPausedByUser(state) && state.phase !== 'confirming'),
    canResume: items.some(({ state }) => isPausedByUser(state)),
  }
}

const isLost = ({ phase }: UploadState): boolean => phase === 'failed' || phase === 'cancelled'

export const isEnded = (state: UploadState): boolean => state.phase === 'done' || isLost(state)

const isPausedByUser = (state: UploadState): boolean => state.phase === 'paused' && state.by === 'user'

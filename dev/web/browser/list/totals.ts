import type { UploadState } from '../../../../miniprogram/uploader/browser/index'
import { isEnded } from '../../../../miniprogram/uploader/core/task/state'

export interface Sized {
  size: number
  state: UploadState
}

/** All files of the list together. */
export interface Totals {
  /** 0–100, an integer, weighted by size, cancelled files left out. It is 100 only if no file failed. */
  percent: number
  /** The share of failed files, in the same unit. */
  failedPercent: number
  count: number
  done: number
  failed: number
  cancelled: number
  bytesPerSecond: number
  /** Missing until the speed is known. */
  secondsLeft?: number
  canPause: boolean
  canResume: boolean
}

export function totalsOf(items: readonly Sized[]): Totals {
  const ofPhase = (phase: UploadState['phase']) => items.filter(({ state }) => state.phase === phase)
  const [failed, cancelled] = [ofPhase('failed'), ofPhase('cancelled')]
  const bytes = bytesOf(items) - bytesOf(cancelled)
  const failedBytes = bytesOf(failed)
  const sent = bytesOf(items, ({ state }) => (isUnsuccessful(state) ? 0 : state.percent / 100))
  const bytesPerSecond = items.reduce((sum, { state }) => sum + speedOf(state), 0)
  return {
    percent: Math.floor((100 * sent) / Math.max(1, bytes)),
    failedPercent: Math.round((100 * failedBytes) / Math.max(1, bytes)),
    count: items.length,
    done: ofPhase('done').length,
    failed: failed.length,
    cancelled: cancelled.length,
    bytesPerSecond,
    ...(bytesPerSecond > 0 ? { secondsLeft: (bytes - failedBytes - sent) / bytesPerSecond } : {}),
    canPause: items.some(({ state }) => !isEnded(state) && !isPausedByUser(state) && state.phase !== 'confirming'),
    canResume: items.some(({ state }) => isPausedByUser(state)),
  }
}

/** An empty file weighs one byte, so that it counts. */
const bytesOf = (items: readonly Sized[], share: (item: Sized) => number = () => 1): number =>
  items.reduce((sum, item) => sum + Math.max(1, item.size) * share(item), 0)

const speedOf = (state: UploadState): number => (state.phase === 'sending' ? (state.bytesPerSecond ?? 0) : 0)

const isUnsuccessful = ({ phase }: UploadState): boolean => phase === 'failed' || phase === 'cancelled'

export const hasEnded = ({ count, done, failed, cancelled }: Totals): boolean => done + failed + cancelled === count

const isPausedByUser = (state: UploadState): boolean => state.phase === 'paused' && state.by === 'user'

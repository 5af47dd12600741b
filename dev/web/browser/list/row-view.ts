import type { ErrorCode, UploadState } from '../../../../miniprogram/uploader/browser/index'
import { formatBytes } from '../../../../miniprogram/uploader/messages/format-bytes'
import { explainFile } from '../explain-file'
import type { Item } from '../uploads'
import type { Words } from '../words/texts'

export type Action = 'pause' | 'resume' | 'retryNow' | 'cancel' | 'retry' | 'reload' | 'choose' | 'remove' | 'copy'

/** What the row of a file shows. */
export interface RowView {
  tone: 'calm' | 'busy' | 'held' | 'good' | 'bad'
  percent: number
  /** Text beside the bar. */
  status: string
  /** Speed and time left, or the size. */
  detail: string
  /** How to fix the problem. */
  hint: string
  /** The last one cancels or removes the file. */
  actions: Action[]
}

/** The input of `rowView`. Without a `file` the upload is from an earlier visit; the browser may have kept the file. */
export type RowInput = Pick<Item, 'state' | 'size' | 'file'>

/** @param now ms since 1970 by this device's clock */
export function rowView({ state, size, file }: RowInput, words: Words, locale: 'zh' | 'en', now = Date.now()): RowView {
  const rest = { percent: state.percent, detail: formatBytes(size), hint: '' }
  switch (state.phase) {
    case 'queued':
      return { ...rest, tone: 'calm', status: words.waiting, actions: ['pause', 'cancel'] }
    case 'authorizing':
      return { ...rest, tone: 'calm', status: words.authorizing, actions: ['pause', 'cancel'] }
    case 'sending':
      return { ...rest, tone: 'busy', ...sendingView(state, words), actions: ['pause', 'cancel'] }
    case 'retrying': {
      const status = words.retryingIn(Math.max(1, Math.ceil((state.retryAt - now) / 1000)))
      const { message, hint } = explainFile(state.error, locale)
      return {
        ...rest,
        tone: 'held',
        status,
        hint: words.because(message, hint),
        actions: ['retryNow', 'pause', 'cancel'],
      }
    }
    case 'confirming':
      return { ...rest, tone: 'busy', status: words.confirming, actions: ['cancel'] }
    case 'paused':
      return { ...rest, tone: 'held', ...pausedView(state, words) }
    case 'done':
      return { ...rest, tone: 'good', status: words.done, actions: ['copy', 'remove'] }
    case 'cancelled':
      return { ...rest, tone: 'held', status: words.cancelled, actions: file ? ['retry', 'remove'] : ['remove'] }
    case 'failed': {
      const { message, hint } = explainFile(state.error, locale)
      return { ...rest, tone: 'bad', status: message, hint, actions: actionsAfter(state.error.code) }
    }
  }
}

const CHOOSE_AGAIN: ErrorCode[] = ['file-missing', 'file-changed', 'file-unreadable']
const NOT_RETRYABLE: ErrorCode[] = ['file-empty', 'file-too-small', 'file-too-large', 'type-not-accepted']

function actionsAfter(code: ErrorCode): Action[] {
  if (NOT_RETRYABLE.includes(code)) return ['remove']
  // The message asks for a reload; a retry may also work, and keeps the list.
  if (code === 'script-missing') return ['reload', 'retry', 'remove']
  return [CHOOSE_AGAIN.includes(code) ? 'choose' : 'retry', 'remove']
}

function sendingView(state: Extract<UploadState, { phase: 'sending' }>, words: Words) {
  const { percent, sentBytes, totalBytes, bytesPerSecond, secondsLeft } = state
  const parts = [`${formatBytes(sentBytes)} / ${formatBytes(totalBytes)}`]
  if (bytesPerSecond !== undefined) parts.push(`${formatBytes(Math.round(bytesPerSecond))}/s`)
  if (secondsLeft !== undefined) parts.push(timeLeft(secondsLeft, words))
  return { status: `${percent}%`, detail: parts.join(' · ') }
}

/** The user resumes what the user paused; other pauses end by themselves. */
function pausedView({ by, percent }: Extract<UploadState, { phase: 'paused' }>, words: Words) {
  const actions: Action[] = by === 'user' || by === 'mobile-data' ? ['resume', 'cancel'] : ['pause', 'cancel']
  return { status: by === 'user' ? `${words.paused} ${percent}%` : words.held[by], actions }
}

/** Rounded more for longer times, since it is an estimate. */
export function timeLeft(seconds: number, words: Words): string {
  if (seconds < 60) return words.secondsLeft(Math.max(1, Math.round(seconds)))
  return words.minutesLeft(Math.ceil(seconds / 60))
}

import { shown } from '../../core/backend/shown'
import { UploadError } from '../../core/errors'
import type { Clock } from '../../core/ports'
import type { ErrorCode } from '../../error-codes'
import { decodeFailure } from '../failures'
import { attempt } from './attempt'
import { afterTicks } from './ticks'

/** One call of `wx` that answers by callback. */
export interface Question<T> {
  /** Its name, for messages: `wx.login`. */
  api: string
  /** Calls it. */
  begin(callbacks: Answering): unknown
  /** Reads the argument of `success`; undefined if that is not what the documentation says. */
  read(result: unknown): T | undefined
  /** The code of a failure that its text does not explain. */
  otherwise: ErrorCode
  /** The code if the function is missing, throws, does not answer or answers with something else. */
  faulty: ErrorCode
  /** How long an answer may take, seconds. Without it, a person answers, who may take any time. */
  seconds?: number
  /** No answer came in this time. */
  onSilence?(): void
  /** Gets an answer that came too late, to release what it holds. */
  onLate?(result: T): void
}

export interface Answering {
  success(result: unknown): void
  fail(failure: unknown): void
}

const SECOND_MS = 1000

/**
 * Makes a call of `wx` a promise that settles once, whatever the host does: the function may be missing, throw, never
 * answer, answer twice or with something else. Other hosts than WeChat have only parts of `wx`, and wrappers change it.
 * Rejects with an `UploadError`.
 */
export function ask<T>(question: Question<T>, clock: Clock): Promise<T> {
  const { api, begin, read, otherwise, faulty, seconds, onSilence, onLate } = question
  return new Promise((resolve, reject) => {
    const fault = (detail: string): void => reject(new UploadError(faulty, { params: { detail: `${api}: ${detail}` } }))
    let isLate = false
    const onTime = (): void => {
      isLate = true
      onSilence?.()
      fault(`no answer in ${seconds} s`)
    }
    const stopTimer = seconds ? afterTicks(clock, seconds, SECOND_MS, onTime) : () => {}
    const thrown = attempt(() =>
      begin({
        success(result) {
          stopTimer()
          const value = readSafely(read, result)
          if (value === undefined) fault(`unexpected answer ${shown(result)}`)
          else if (isLate) onLate?.(value)
          else resolve(value)
        },
        fail(failure) {
          stopTimer()
          const error = decodeFailure(failure, otherwise)
          // Only a person can cancel: a call that nobody was asked in has failed.
          const isFault = error.code === 'cancelled' && seconds !== undefined
          reject(isFault ? new UploadError(otherwise, { params: error.params, cause: error }) : error)
        },
      }),
    )
    if (!thrown) return
    stopTimer()
    reject(decodeFailure({ errMsg: `${api}: ${thrown.message}` }, faulty))
  })
}

function readSafely<T>(read: (result: unknown) => T | undefined, result: unknown): T | undefined {
  try {
    return read(result)
  } catch {
    return undefined
  }
}

import { shown } from '../../core/backend/shown'
import { UploadError } from '../../core/errors'
import { untilStopped } from '../../core/flow/waiting'
import type { Clock, HttpAnswer, Signal } from '../../core/ports'
import { decodeFailure } from '../failures'
import { attempt } from './attempt'
import { answerInFailure } from './http-answer'
import { afterTicks } from './ticks'

interface Target {
  /** For messages: `wx.request`. */
  api: string
  url: string
  timeoutMs: number
}

/** How the platform's callbacks end a call. */
interface Ending {
  /** @param answer undefined if `result` cannot be read */
  success(answer: HttpAnswer | undefined, result: unknown): void
  fail(failure: unknown): void
  /** Acts on a sign of life, unless the call has ended. */
  whileOpen(act: () => void): void
}

/** The platform aborts calls by itself: what the signal stopped has ended before. */
const unasked = (error: UploadError): UploadError =>
  error.code === 'cancelled' ? new UploadError('interrupted', { params: error.params, cause: error }) : error

/** How long a call may exceed the time that was given to the platform, ms. */
const GRACE_MS = 30_000
const TICKS = 10

/**
 * Makes calls of `wx.request` and `wx.uploadFile` promises that settle once and that a signal aborts. The platform ends
 * a call after `timeoutMs`; where it does not, the call ends itself once it has shown no progress for so long.
 */
export const networkCalls =
  (clock: Clock) =>
  (target: Target, signal: Signal, begin: (on: Ending) => { abort(): void } | undefined): Promise<HttpAnswer> => {
    const { api, url, timeoutMs } = target
    return untilStopped(signal, (resolve, reject) => {
      let task: { abort(): void } | undefined
      let isOpen = true
      // Some clients throw if the request has already ended, and some wrappers have no `abort`.
      const abort = (): void => void attempt(() => task?.abort())
      const onSilence = (): void => {
        abort()
        end(() => reject(new UploadError('timeout', { params: { detail: `${api}: no answer` } })))
      }
      const watch = (): (() => void) => afterTicks(clock, TICKS, (timeoutMs + GRACE_MS) / TICKS, onSilence)
      let stopWatching = watch()
      const end = (settle: () => void): void => {
        isOpen = false
        stopWatching()
        settle()
      }
      const unreadable = (result: unknown): UploadError =>
        new UploadError('network', { params: { detail: `${api}: unexpected answer ${shown(result)}` } })
      const on: Ending = {
        success: (answer, result) => end(() => (answer ? resolve(answer) : reject(unreadable(result)))),
        fail(failure) {
          const answer = answerInFailure(failure)
          end(() => (answer ? resolve(answer) : reject(unasked(decodeFailure(failure, 'network', url)))))
        },
        whileOpen(act) {
          if (!isOpen) return
          stopWatching()
          stopWatching = watch()
          act()
        },
      }
      const thrown = attempt(() => {
        task = begin(on)
        return task
      })
      // A repetition would throw again, or send a second time what the call had begun to send.
      if (thrown) end(() => reject(decodeFailure({ errMsg: `${api}: ${thrown.message}` }, 'misuse', url)))
      return () => {
        end(() => {})
        abort()
      }
    })
  }

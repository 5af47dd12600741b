import type { Failure } from '../../../../wx-host/calls/failures'
import type { Callbacks } from '../../../../wx-host/calls/invoke'
import { stepOf } from '../../../step-of'
import type { RequestDetail, RequestNote } from '../../../wire'

/** Reports each request to the panel, from its start to its end. */
export interface Notes {
  begin(method: string, url: string, detail: Omit<RequestDetail, 'url' | 'answer'>): Note
}

export interface Note {
  sent(bytes: number): void
  end(outcome: HttpOutcome | Failure): void
}

interface HttpOutcome {
  statusCode: number
  data: unknown
  header?: Record<string, string>
}

const REDRAW_MS = 100

const MAX_TEXT = 20_000

export function createNotes(show: (note: RequestNote) => void): Notes {
  let count = 0
  return {
    begin(method, url, detail) {
      const startedAt = performance.now()
      count += 1
      const [, host = '', path = url] = /^[a-z]+:\/\/([^/?#]*)([^?#]*)/i.exec(url) ?? []
      let note: RequestNote = {
        id: `phone-${startedAt.toFixed()}-${count}`,
        from: 'phone',
        step: stepOf(method, path),
        method,
        // A form is posted to the bucket's root; the host says more than `/`.
        path: path === '/' ? `${host}/` : path,
        status: 0,
        code: '',
        detail: { ...detail, url },
      }
      let shownAt = startedAt
      show(note)
      return {
        sent(bytes) {
          note = { ...note, bytes }
          if (performance.now() - shownAt < REDRAW_MS) return
          shownAt = performance.now()
          show(note)
        },
        end(outcome) {
          const ms = Math.round(performance.now() - startedAt)
          const isAnswered = 'statusCode' in outcome
          if (isAnswered) note.detail = { ...note.detail, answer: answerOf(outcome) }
          show({ ...note, ms, ...(isAnswered ? answered(outcome) : { code: reasonOf(outcome) }) })
        },
      }
    },
  }
}

/** Wraps the callbacks of a call, so that the note learns its outcome. */
export function watched<Result extends HttpOutcome>(note: Note, callbacks: Callbacks<Result>): Callbacks<Result> {
  const { success, fail, complete } = callbacks
  return {
    success(result) {
      note.end(result)
      success?.(result)
    },
    fail(failure) {
      note.end(failure)
      fail?.(failure)
    },
    ...(complete ? { complete } : {}),
  }
}

const answered = ({ statusCode, data }: HttpOutcome) => ({ status: statusCode, code: codeIn(data) })

const answerOf = ({ header, data }: HttpOutcome) => ({ headers: header ?? {}, body: textOf(data) })

/** Bytes are only counted, and long texts are cut: the panel keeps hundreds of requests. */
export function textOf(data: unknown): string {
  if (data instanceof ArrayBuffer) return `${data.byteLength} B`
  const text = typeof data === 'string' ? data : data === undefined ? '' : JSON.stringify(data)
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text
}

/** The code in the backend's `{ error: { code } }` or in OSS's `<Code>`. A 200 may contain one for a single refused file. */
function codeIn(data: unknown): string {
  if (typeof data !== 'string') return ''
  return /<Code>([^<]*)<\/Code>/.exec(data)?.[1] ?? /"error":\{"code":"([^"]*)"/.exec(data)?.[1] ?? ''
}

/** `uploadFile:fail createUploadTask:fail interrupted` → `interrupted` */
const reasonOf = ({ errMsg }: Failure): string => errMsg.replace(/^.*:fail /, '')

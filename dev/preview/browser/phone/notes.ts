import type { Failure } from '../../../wx-host/calls/failures'
import type { Callbacks } from '../../../wx-host/calls/invoke'
import { stepOf } from '../../step-of'
import type { RequestNote } from '../../wire'

/** Tells the panel of each request, from its first byte to its end. */
export interface Notes {
  begin(method: string, url: string): Note
}

export interface Note {
  sent(bytes: number): void
  end(outcome: HttpOutcome | Failure): void
}

interface HttpOutcome {
  statusCode: number
  data: unknown
}

const REDRAW_MS = 100

export function createNotes(show: (note: RequestNote) => void): Notes {
  let count = 0
  return {
    begin(method, url) {
      const startedAt = performance.now()
      count += 1
      const [, host = '', path = url] = /^[a-z]+:\/\/([^/?#]*)([^?#]*)/i.exec(url) ?? []
      let note: RequestNote = {
        id: `phone-${startedAt.toFixed()}-${count}`,
        from: 'phone',
        step: stepOf(method, path),
        method,
        // A form goes to the bucket's root, which says nothing by itself.
        path: path === '/' ? `${host}/` : path,
        status: 0,
        code: '',
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
          show({ ...note, ms, ...('statusCode' in outcome ? answered(outcome) : { code: reasonOf(outcome) }) })
        },
      }
    },
  }
}

/** The callbacks of a call, overheard. */
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

/** Of the backend's `{ error: { code } }`, or of OSS's `<Code>`. A file refused by itself sits inside a 200. */
function codeIn(data: unknown): string {
  if (typeof data !== 'string') return ''
  return /<Code>([^<]*)<\/Code>/.exec(data)?.[1] ?? /"error":\{"code":"([^"]*)"/.exec(data)?.[1] ?? ''
}

/** `uploadFile:fail createUploadTask:fail interrupted` → `interrupted` */
const reasonOf = ({ errMsg }: Failure): string => errMsg.replace(/^.*:fail /, '')

import type {
  LocalFile,
  UnfinishedUpload,
  UploadedFile,
  UploadState,
  UploadTask,
} from '../../../miniprogram/uploader/core/api'
import type { UploadError } from '../../../miniprogram/uploader/core/errors'
import type { RouteTypes } from '../../../miniprogram/uploader/route-types'
import type { PickedFile, PickOptions } from '../../../miniprogram/uploader/wx/pick'
import type { Uploader } from '../../../miniprogram/uploader/wx/uploader'

export interface DrivenUpload {
  file: LocalFile
  route: string
  input: unknown
  isCancelled(): boolean
  isPaused(): boolean
  report(state: UploadState): void
}

/** An uploader whose picks and uploads are driven by the test. */
export interface DrivenUploader {
  uploader: Uploader<RouteTypes>
  /** What the component asked the picker for. */
  picks: PickOptions[]
  /** In the order in which they were started. */
  uploads: DrivenUpload[]
  /** The ids of the unfinished uploads that were discarded. */
  discarded: string[]
  /** Closes the open picker with files or an error. */
  answerPick(answer: PickedFile[] | UploadError): void
}

/** @param unfinished what an earlier run of the app left unfinished */
export function drivenUploader(unfinished: UnfinishedUpload[] = []): DrivenUploader {
  const picks: PickOptions[] = []
  const uploads: DrivenUpload[] = []
  const discarded: string[] = []
  const open: ((answer: PickedFile[] | UploadError) => void)[] = []

  const pick = (options: PickOptions = {}): Promise<PickedFile[]> => {
    picks.push(options)
    return new Promise((resolve, reject) => {
      open.push((answer) => (Array.isArray(answer) ? resolve(answer) : reject(answer)))
    })
  }
  const upload: Uploader<RouteTypes>['upload'] = (file, { route, input, onState }) => {
    const { task, driven } = drivenTask(String(uploads.length), typeof file === 'string' ? { path: file } : file)
    uploads.push({ ...driven, route, input })
    if (onState) task.subscribe(onState as (state: UploadState) => void)
    return task
  }

  return {
    // These are not async functions, because templates drop those: see upload-page.test.ts.
    uploader: {
      pick,
      upload,
      prepare: () => Promise.resolve(),
      pickAndUpload: () => Promise.resolve([]),
      unfinished: () => Promise.resolve(unfinished),
      resume: (id, { onState } = {}) => {
        const { task, driven } = drivenTask(id, { path: id })
        uploads.push({ ...driven, route: 'resumed', input: undefined })
        if (onState) task.subscribe(onState as (state: UploadState) => void)
        return task
      },
      discard: (id) => {
        discarded.push(id)
        return Promise.resolve()
      },
      pauseAll: () => {},
      resumeAll: () => {},
      cancelAll: () => {},
      urls: () => Promise.resolve([]),
    },
    picks,
    uploads,
    discarded,
    answerPick(answer) {
      const end = open.shift()
      if (!end) throw new Error('expected an open picker, found none')
      end(answer)
    },
  }
}

function drivenTask(id: string, file: LocalFile) {
  const listeners = new Set<(state: UploadState) => void>()
  let state: UploadState = { phase: 'queued', percent: 0 }
  const report = (next: UploadState): void => {
    state = next
    for (const listener of [...listeners]) listener(state)
  }
  const task: UploadTask<unknown> = {
    id,
    done: new Promise<UploadedFile>(() => {}),
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      listener(state)
      return () => listeners.delete(listener)
    },
    pause: () => report({ phase: 'paused', percent: state.percent, by: 'user' }),
    resume: () => report(sending(state.percent)),
    retryNow: () => report(sending(state.percent)),
    cancel: () => report({ phase: 'cancelled', percent: state.percent }),
  }
  const is = (phase: UploadState['phase']) => (): boolean => state.phase === phase
  return { task, driven: { file, report, isCancelled: is('cancelled'), isPaused: is('paused') } }
}

export const sending = (percent: number): UploadState => ({
  phase: 'sending',
  percent,
  sentBytes: percent,
  totalBytes: 100,
  estimated: false,
})

export const stored = (key: string): UploadedFile => ({
  key,
  url: `https://files.example.com/${key}`,
  size: 100,
  type: 'image/jpeg',
  crc64: '1',
  verified: true,
  data: undefined,
})

export const done = (key: string): UploadState => ({ phase: 'done', percent: 100, file: stored(key) })

export const photo = (name: string, size = 100): PickedFile => ({ path: `wxfile://tmp_${name}`, size, kind: 'image' })

/** Watches one phone's uploads, and notes everything that must never happen. */
import type { UploadState, UploadTask } from '../../../miniprogram/uploader/core/api'
import type { HttpAnswer } from '../../../miniprogram/uploader/core/ports'
import type { WireRequest } from '../network/wire'
import type { World } from '../world'
import type { App } from './app'
import { matchesFile, type PhoneFile } from './files'

export interface ObservedUpload {
  path: string
  /** The file as it was when the task began; absent if it was gone. */
  file: PhoneFile | undefined
  app: App
  task: UploadTask
  states: UploadState[]
  /** How often `done` was settled. */
  settled: number
}

export interface Observer {
  violations: string[]
  /** Watches an upload from its beginning. */
  observe(of: Pick<ObservedUpload, 'path' | 'file' | 'app'>, begin: (onState: OnState) => UploadTask): ObservedUpload
  onRequest(request: WireRequest): void
  onAnswer(request: WireRequest, answer: HttpAnswer): void
  /** Forgets the parts of multipart uploads that have ended. */
  forgetEnded(): void
  /** Requests that sent a part. */
  partsSent(): number
  /** Requests that sent a part again, because it was on its way or because its answer was lost. */
  partsResent(): number
}

type OnState = (state: UploadState) => void

export const hasEnded = ({ phase }: UploadState): boolean =>
  phase === 'done' || phase === 'failed' || phase === 'cancelled'

interface ResumeAnswer {
  ticket: { query: string; partSize: number }
  parts: { number: number }[]
}

/** @param files what the phone has and had: a part that OSS lists counts as arrived only if it matches one of them. */
export function createObserver(world: World, files: () => Iterable<PhoneFile>): Observer {
  const violations: string[] = []
  /** The parts that the app knows to have arrived, as `<upload id>#<number>`. */
  const known = new Set<string>()
  const sent = new Set<string>()
  let partsSent = 0

  function check(path: string, before: UploadState | undefined, state: UploadState): void {
    if (before && hasEnded(before)) violations.push(`${path}: ${state.phase} after ${before.phase}`)
    if (before && state.percent < before.percent) violations.push(`${path}: ${before.percent} % → ${state.percent} %`)
    if ((state.percent === 100) !== (state.phase === 'done'))
      violations.push(`${path}: ${state.percent} % ${state.phase}`)
    if (state.phase === 'sending' && state.sentBytes > state.totalBytes)
      violations.push(`${path}: sent more bytes than the file has`)
  }

  /** Whether the part that OSS holds matches one of the phone's files. */
  function isRight(uploadId: string, number: number, partSize: number): boolean {
    const part = world.cloud.memory.uploads.parts(uploadId).find((one) => one.number === number)
    if (!part) return false
    const pieces = world.cloud.memory.data.pieces(part.data)
    return [...files()].some((file) => matchesFile(file, (number - 1) * partSize, pieces))
  }

  function noteListedParts({ ticket, parts }: ResumeAnswer): void {
    const uploadId = new URLSearchParams(ticket.query).get('uploadId') ?? ''
    for (const { number } of parts) {
      if (isRight(uploadId, number, ticket.partSize)) known.add(`${uploadId}#${number}`)
    }
  }

  return {
    violations,
    forgetEnded() {
      const isOver = (part: string): boolean => !world.cloud.memory.uploads.find(part.slice(0, part.indexOf('#')))
      for (const parts of [known, sent]) for (const part of parts) if (isOver(part)) parts.delete(part)
    },
    partsSent: () => partsSent,
    partsResent: () => partsSent - sent.size,
    observe(of, begin) {
      const states: UploadState[] = []
      const task = begin((state) => {
        check(of.path, states[states.length - 1], state)
        states.push(state)
      })
      const observed = { ...of, task, states, settled: 0 }
      const settle = (): void => {
        observed.settled += 1
      }
      task.done.then(settle, settle)
      return observed
    },
    onRequest({ url }) {
      const part = partOf(url)
      if (!part) return
      partsSent += 1
      sent.add(part)
      if (known.has(part)) violations.push(`part ${part} is sent again`)
    },
    onAnswer({ url }, { status, text }) {
      const part = partOf(url)
      if (part && status === 200) known.add(part)
      if (url.endsWith('/resume') && status === 200) noteListedParts(JSON.parse(text) as ResumeAnswer)
    },
  }
}

/** `<upload id>#<number>`; undefined unless the request sends a part. */
function partOf(url: string): string | undefined {
  const mark = url.indexOf('?')
  if (mark < 0) return undefined
  const query = new URLSearchParams(url.slice(mark))
  const number = query.get('partNumber')
  return number ? `${query.get('uploadId')}#${number}` : undefined
}

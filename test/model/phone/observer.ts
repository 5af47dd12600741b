/** Watches one phone's uploads, and notes whatever must never be seen. */
import type { UploadState, UploadTask } from '../../../miniprogram/uploader/core/api'
import type { HttpAnswer } from '../../../miniprogram/uploader/core/ports'
import type { WireRequest } from '../network/wire'
import type { World } from '../world'
import type { Life } from './app'
import { isOfFile, type PhoneFile } from './files'

/** One task, from its beginning. */
export interface Followed {
  path: string
  /** As it was when the task began; absent if it was gone. */
  file: PhoneFile | undefined
  life: Life
  task: UploadTask
  states: UploadState[]
  /** How often `done` was settled. */
  settled: number
}

export interface Observer {
  violations: string[]
  follow(of: Pick<Followed, 'path' | 'file' | 'life'>, begin: (onState: OnState) => UploadTask): Followed
  onRequest(request: WireRequest): void
  onAnswer(request: WireRequest, answer: HttpAnswer): void
  /** Of uploads by parts that have ended. */
  forgetEnded(): void
  /** Requests that sent a part. */
  partsSent(): number
  /** Of them, those for a part that was sent before: it had been on its way, or nobody knew that it had arrived. */
  partsAgain(): number
}

type OnState = (state: UploadState) => void

export const isEnd = ({ phase }: UploadState): boolean =>
  phase === 'done' || phase === 'failed' || phase === 'cancelled'

interface HeldAnswer {
  ticket: { query: string; partSize: number }
  parts: { number: number }[]
}

/** @param files what the phone has now: a part counts as arrived only if it is of one of them. */
export function observe(world: World, files: () => Iterable<PhoneFile>): Observer {
  const violations: string[] = []
  /** Upload and number of parts that the app knows to have arrived. */
  const known = new Set<string>()
  const sent = new Set<string>()
  let partsSent = 0

  function check(path: string, before: UploadState | undefined, state: UploadState): void {
    if (before && isEnd(before)) violations.push(`${path}: ${state.phase} after ${before.phase}`)
    if (before && state.percent < before.percent) violations.push(`${path}: ${before.percent} % → ${state.percent} %`)
    if ((state.percent === 100) !== (state.phase === 'done'))
      violations.push(`${path}: ${state.percent} % ${state.phase}`)
    if (state.phase === 'sending' && state.sentBytes > state.totalBytes) violations.push(`${path}: sent more than all`)
  }

  /** Whether OSS holds that part as one of the phone's files has it. */
  function isRight(uploadId: string, number: number, partSize: number): boolean {
    const part = world.cloud.memory.uploads.parts(uploadId).find((one) => one.number === number)
    if (!part) return false
    const pieces = world.cloud.memory.data.pieces(part.data)
    return [...files()].some((file) => isOfFile(file, (number - 1) * partSize, pieces))
  }

  function learnHeld({ ticket, parts }: HeldAnswer): void {
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
    partsAgain: () => partsSent - sent.size,
    follow(of, begin) {
      const states: UploadState[] = []
      const task = begin((state) => {
        check(of.path, states[states.length - 1], state)
        states.push(state)
      })
      const followed = { ...of, task, states, settled: 0 }
      const settle = (): void => {
        followed.settled += 1
      }
      task.done.then(settle, settle)
      return followed
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
      if (url.endsWith('/resume') && status === 200) learnHeld(JSON.parse(text) as HeldAnswer)
    },
  }
}

/** `<upload id>#<number>` of a request that sends a part. */
function partOf(url: string): string | undefined {
  const mark = url.indexOf('?')
  if (mark < 0) return undefined
  const query = new URLSearchParams(url.slice(mark))
  const number = query.get('partNumber')
  return number ? `${query.get('uploadId')}#${number}` : undefined
}

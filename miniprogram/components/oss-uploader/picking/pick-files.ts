import {
  explain,
  type Locale,
  type PickedFile,
  type PickOptions,
  type RouteTypes,
  UploadError,
  type Uploader,
} from '../../../uploader/wx/index'
import type { Emit } from '../events'
import { wordsIn } from '../words/words'
import { admit, type Batch } from './batch'
import type { Judged } from './before-upload'

export interface Choice {
  uploader: Uploader<RouteTypes> | null
  /** Without `count`: that is the room left, or 1. */
  options: PickOptions
  multiple: boolean
  maxCount: number
  /** Bytes; 0 = no limit. */
  maxSize: number
  locale: Locale
  /** How many are in the list, read anew at each use. */
  count(): number
  /** What the app says of a file, and what becomes of it. Rejects with an `UploadError`. */
  prepare(file: PickedFile): Promise<Judged>
  emit: Emit
}

export interface Chosen {
  files: PickedFile[]
  /** What the user should be told, or ''. */
  notice: string
}

/** Opens the picker; the answer is what fits into the list. Call it straight from a tap. */
export async function choose(choice: Choice): Promise<Chosen> {
  const { uploader, options, multiple, locale, emit } = choice
  const room = (): number => choice.maxCount - choice.count()
  try {
    if (!uploader) throw noUploader()
    // Signing in hides behind the picker. If it fails, the uploads will say so.
    uploader.prepare().catch(() => {})
    const picked = await uploader.pick({ ...options, count: multiple ? room() : 1 })
    if (picked.length === 0) emit('cancel', {})
    const { files, notice } = await prepared(picked, choice)
    const batch = admit(files, room(), choice.maxSize)
    if (batch.oversize.length > 0) emit('oversize', { files: batch.oversize })
    if (batch.exceed.length > 0) emit('exceed', { files: batch.exceed })
    return { files: batch.admitted, notice: notice || noticeOf(batch, choice) }
  } catch (thrown) {
    return { files: [], notice: failed(thrown, locale, emit) }
  }
}

/** One after the other: phones have not the memory for twenty photos at once. One bad file leaves the others alone. */
async function prepared(picked: PickedFile[], { prepare, locale, emit }: Choice): Promise<Chosen> {
  const files: PickedFile[] = []
  let notice = ''
  for (const file of picked) {
    try {
      const judged = await prepare(file)
      if ('file' in judged) files.push(judged.file)
      else notice = notice || judged.refusal
    } catch (thrown) {
      notice = notice || failed(thrown, locale, emit)
    }
  }
  return { files, notice }
}

function noticeOf({ oversize, exceed }: Batch, { maxCount, maxSize, locale }: Choice): string {
  const size = Math.max(0, ...oversize.map((file) => file.size))
  if (size > 0) return explain({ code: 'file-too-large', params: { size, maxSize } }, locale).message
  return exceed.length > 0 ? wordsIn(locale).exceed(maxCount) : ''
}

function failed(thrown: unknown, locale: Locale, emit: Emit): string {
  if (!(thrown instanceof UploadError)) throw thrown
  const reason = explain(thrown, locale)
  emit('fail', { code: thrown.code, ...reason })
  return reason.message
}

const noUploader = (): UploadError =>
  new UploadError('misuse', {
    params: { detail: 'uploader: expected the record that createUploader returns, got null' },
  })

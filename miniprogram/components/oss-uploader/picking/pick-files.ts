import { explain, type Locale, type PickedFile, UploadError } from '../../../uploader/wx/index'
import type { UploadList } from '../list/upload-list'
import type { Properties } from '../properties'
import { wordsIn } from '../words/words-in'
import { admit, type Batch } from './batch'
import { applyBeforeUpload, type Prepared } from './before-upload'
import { compressed } from './compress'
import { pickOptions } from './pick-options'

export interface PickResult {
  files: PickedFile[]
  /** What the user should be told, or ''. */
  notice: string
}

/** Opens the picker and returns the files that fit into the list. It must be called straight from a tap. */
export async function pickFiles(properties: Properties, list: UploadList): Promise<PickResult> {
  const { uploader, multiple, maxCount, maxSize } = properties
  // The list may change while the picker is open.
  const room = (): number => maxCount - list.state.items.length
  try {
    if (!uploader) {
      const detail = 'uploader: expected the record that createUploader returns, got null'
      throw new UploadError('misuse', { params: { detail } })
    }
    // The sign-in runs while the picker is open. If it fails, the uploads will report it.
    uploader.prepare().catch(() => {})
    const picked = await uploader.pick({ ...pickOptions(properties), count: multiple ? room() : 1 })
    if (picked.length === 0) list.emit('cancel', {})
    const { files, notice } = await prepareAll(picked, properties, list)
    const batch = admit(files, room(), maxSize)
    if (batch.oversize.length > 0) list.emit('oversize', { files: batch.oversize })
    if (batch.exceed.length > 0) list.emit('exceed', { files: batch.exceed })
    return { files: batch.admitted, notice: notice || noticeOf(batch, properties, list.settings().locale) }
  } catch (thrown) {
    return { files: [], notice: reportFailure(thrown, list) }
  }
}

/** Prepares one file after the other, because phones lack the memory for twenty photos at once. */
async function prepareAll(picked: PickedFile[], properties: Properties, list: UploadList): Promise<PickResult> {
  const files: PickedFile[] = []
  let notice = ''
  for (const file of picked) {
    try {
      const prepared = await prepare(file, properties)
      if ('file' in prepared) files.push(prepared.file)
      else notice = notice || prepared.refusal
    } catch (thrown) {
      notice = notice || reportFailure(thrown, list)
    }
  }
  return { files, notice }
}

async function prepare(file: PickedFile, { beforeUpload, compress, compressQuality }: Properties): Promise<Prepared> {
  const prepared = await applyBeforeUpload(file, beforeUpload)
  return compress && 'file' in prepared ? { file: await compressed(prepared.file, compressQuality, wx) } : prepared
}

function noticeOf({ oversize, exceed }: Batch, { maxCount, maxSize }: Properties, locale: Locale): string {
  const size = Math.max(0, ...oversize.map((file) => file.size))
  if (size > 0) return explain({ code: 'file-too-large', params: { size, maxSize } }, locale).message
  return exceed.length > 0 ? wordsIn(locale).exceed(maxCount) : ''
}

function reportFailure(thrown: unknown, list: UploadList): string {
  if (!(thrown instanceof UploadError)) throw thrown
  const words = explain(thrown, list.settings().locale)
  list.emit('fail', { code: thrown.code, ...words })
  return words.message
}

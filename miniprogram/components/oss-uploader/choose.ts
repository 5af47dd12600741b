import {
  explain,
  type Locale,
  type PickOptions,
  type RouteTypes,
  UploadError,
  type Uploader,
} from '../../uploader/wx/index'
import { admit } from './batch'
import type { Emit } from './events'
import type { UploadList } from './upload-list'
import { wordsIn } from './words'

export interface Choice {
  uploader: Uploader<RouteTypes> | null
  /** Without `count`: that is the room left. */
  options: PickOptions
  maxCount: number
  /** Bytes; 0 = no limit. */
  maxSize: number
  locale: Locale
}

/**
 * Opens the picker and takes what fits into the list. Call it straight from a tap.
 * @returns what the user should be told, or ''
 */
export async function choose({ uploader, options, ...limits }: Choice, list: UploadList, emit: Emit): Promise<string> {
  const { maxCount, maxSize, locale } = limits
  const room = (): number => maxCount - list.items().length
  try {
    if (!uploader) throw noUploader()
    // Signing in hides behind the picker. If it fails, the uploads will say so.
    uploader.prepare().catch(() => {})
    const picked = await uploader.pick({ ...options, count: room() })
    if (picked.length === 0) emit('cancel', {})
    const { admitted, oversize, exceed } = admit(picked, room(), maxSize)
    if (oversize.length > 0) emit('oversize', { files: oversize })
    if (exceed.length > 0) emit('exceed', { files: exceed })
    if (admitted.length > 0) list.add(admitted)
    const largest = Math.max(0, ...oversize.map(({ size }) => size))
    if (largest > 0) return explain({ code: 'file-too-large', params: { size: largest, maxSize } }, locale).message
    return exceed.length > 0 ? wordsIn(locale).exceed(maxCount) : ''
  } catch (thrown) {
    if (!(thrown instanceof UploadError)) throw thrown
    const reason = explain(thrown, locale)
    emit('fail', { code: thrown.code, ...reason })
    return reason.message
  }
}

const noUploader = (): UploadError =>
  new UploadError('misuse', {
    params: { detail: 'uploader: expected the record that createUploader returns, got null' },
  })

import type { UploaderItem } from '../../components/oss-uploader/item'
import type { FormWords } from './words'

export interface Readiness {
  isReady: boolean
  /** The text of the button. */
  label: string
  /** Shown below the button; '' if nothing is wrong. */
  reason: string
}

/** A post waits for its photos, because a photo that is not stored has no key to submit. */
export function readinessOf(photos: readonly UploaderItem[], words: FormWords): Readiness {
  const count = (...statuses: UploaderItem['status'][]): number =>
    photos.filter(({ status }) => statuses.includes(status)).length
  const waiting = count('preparing', 'ready', 'uploading', 'paused')
  if (waiting > 0) return { isReady: false, label: words.waiting(waiting), reason: '' }
  if (count('failed') > 0) return { isReady: false, label: words.submit, reason: words.failed }
  return { isReady: true, label: words.submit, reason: '' }
}

import type { Locale } from '../../../uploader/wx/index'
import type { UploaderItem } from '../item'
import { isUnderWay } from '../list/items'
import { wordsIn } from '../words/words-in'

/** Only every quarter is announced: a screen reader would read each change aloud. */
const STEP = 25

/** The progress of all uploads, for screen readers; '' before anything has been uploaded. */
export function announcement(items: readonly UploaderItem[], locale: Locale): string {
  const words = wordsIn(locale)
  const own = items.filter(({ path, status }) => path && status !== 'ready' && status !== 'preparing')
  if (own.length === 0) return ''
  const failed = own.filter(({ status }) => status === 'failed').length
  const done = own.filter(({ status }) => status === 'done').length
  if (!own.some(isUnderWay)) return words.ended(done, failed)
  const sum = own.reduce((total, { status, percent = 0 }) => total + (status === 'failed' ? 100 : percent), 0)
  return words.progress(done + failed, own.length, Math.floor(sum / own.length / STEP) * STEP)
}

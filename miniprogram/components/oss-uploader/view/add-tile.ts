import type { Locale } from '../../../uploader/wx/index'
import type { Accept } from '../properties'
import { formatBytes } from '../words/figures'
import { wordsIn } from '../words/words-in'

/** The tile that opens the picker. A list that is only shown has it while it is empty, to say so. */
export interface AddTile {
  isShown: boolean
  isDisabled: boolean
  isBusy: boolean
  title: string
  note: string
}

export interface AddFlags {
  locale: Locale
  accept: Accept
  maxCount: number
  /** Bytes; 0 = no limit. */
  maxSize: number
  isDisabled: boolean
  isReadonly: boolean
  isPicking: boolean
}

/** It is hidden when the list is full. */
export function toAddTile(count: number, flags: AddFlags): AddTile {
  const { locale, accept, maxCount, isDisabled, isReadonly, isPicking } = flags
  const words = wordsIn(locale)
  if (isReadonly) return { isShown: count === 0, isDisabled: true, isBusy: false, title: words.empty, note: '' }
  return {
    isShown: count < maxCount,
    isDisabled,
    isBusy: isPicking,
    title: isPicking ? words.preparing : words.add[accept],
    note: count === 0 ? limits(flags) : `${count}/${maxCount}`,
  }
}

function limits({ locale, maxCount, maxSize }: AddFlags): string {
  const words = wordsIn(locale)
  return [words.limit(maxCount), maxSize > 0 ? words.limitSize(formatBytes(maxSize)) : '']
    .filter(Boolean)
    .join(words.comma)
}

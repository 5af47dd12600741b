import type { Locale } from '../../../uploader/wx/index'
import { bytesInWords } from '../words/figures'
import { type Accept, wordsIn } from '../words/words'

/** What opens the picker; in a list that is only to be seen, the words of an empty one. */
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

/** Gone when the list is full. */
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
  return [words.limit(maxCount), maxSize > 0 ? words.limitSize(bytesInWords(maxSize)) : '']
    .filter(Boolean)
    .join(words.comma)
}

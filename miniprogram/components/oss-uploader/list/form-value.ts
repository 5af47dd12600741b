import type { UploaderItem } from '../item'
import type { ValueType } from '../properties'
import { completed } from './bound-item'

/** What a form submits for one file. A key lasts; the URL of a private file expires. */
const entryOf = (item: UploaderItem, type: ValueType): string =>
  (type === 'key' ? item.key || item.url : item.url || item.key) || ''

/** The form's value: one entry for each stored file, in order. A file that was bound without its key has its URL. */
export const formValue = (items: readonly UploaderItem[], type: ValueType): string[] =>
  items
    .filter(({ status }) => status === 'done')
    .map((item) => entryOf(item, type))
    .filter((value) => value !== '')

/** The items that have this value. One that is not in the list yet was stored earlier. */
export const itemsOfValue = (
  values: readonly string[],
  items: readonly UploaderItem[],
  type: ValueType,
): UploaderItem[] =>
  values.map(
    (value, index) =>
      items.find((item) => item.status === 'done' && entryOf(item, type) === value) ??
      completed(type === 'key' ? { key: value } : { url: value }, index),
  )

import type { UploaderItem } from '../item'
import { completed } from './bound-item'

/** What stands for a file in a form: its key lasts, a private file's URL ends. */
export type ValueType = 'key' | 'url'

const standIn = (item: UploaderItem, type: ValueType): string =>
  (type === 'key' ? item.key || item.url : item.url || item.key) || ''

/** Of the stored files, in order. One that was bound without what is asked for gives what it has. */
export const formValue = (items: readonly UploaderItem[], type: ValueType): string[] =>
  items
    .filter(({ status }) => status === 'done')
    .map((item) => standIn(item, type))
    .filter((value) => value !== '')

/** The list that has this value: what is there already stays, what is not was stored before. */
export const itemsOfValue = (
  values: readonly string[],
  items: readonly UploaderItem[],
  type: ValueType,
): UploaderItem[] =>
  values.map(
    (value, index) =>
      items.find((item) => item.status === 'done' && standIn(item, type) === value) ??
      completed(type === 'key' ? { key: value } : { url: value }, index),
  )

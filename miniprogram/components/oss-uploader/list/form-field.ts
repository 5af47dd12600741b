import type { ComponentAccess } from '../component'
import { formValue, itemsOfValue } from './form-value'
import { replaceItems } from './list-effects'
import type { UploadList } from './upload-list'

/** Takes in the `value` that the host sets. */
export function formField(
  { properties }: Pick<ComponentAccess, 'properties'>,
  list: UploadList,
  painter: { isPainting(): boolean; paintValue(): void },
): (value: string[]) => void {
  let last: string[] = []

  function become(value: string[]): void {
    const { items } = list.state
    const { valueType } = properties()
    if (!isSame(value, formValue(items, valueType))) replaceItems(list, itemsOfValue(value, items, valueType))
  }

  return (given) => {
    // The component writes its own value then.
    if (painter.isPainting()) return
    // A host may hold a file that it has no key for, as null.
    const value = given.filter(isText)
    const isOther = !isSame(value, last)
    last = value
    // A host that sets other data sets the same `value` again: the files that were stored since then stay in the list.
    if (isOther) list.later(() => become(value))
    else painter.paintValue()
  }
}

/** A key may have any character in it, a comma too. */
const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

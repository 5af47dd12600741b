import type { ComponentAccess } from '../component'
import { formValue, itemsOfValue } from './form-value'
import { replaceItems } from './list-effects'
import type { UploadList } from './upload-list'

/** Takes in the `value` that the host sets. */
export function formField(
  { properties }: Pick<ComponentAccess, 'properties'>,
  list: UploadList,
  painter: { isPainting(): boolean; repaint(): void },
): (value: string[]) => void {
  let last = ''

  function become(value: string[]): void {
    const { items } = list.state
    const { valueType } = properties()
    if (value.join() !== formValue(items, valueType).join()) replaceItems(list, itemsOfValue(value, items, valueType))
  }

  return (value) => {
    // The component writes its own value then.
    if (painter.isPainting()) return
    const isOther = value.join() !== last
    last = value.join()
    // A host that sets other data sets the same `value` again: the files that were stored since then stay in the list.
    if (isOther) list.later(() => become(value))
    else painter.repaint()
  }
}

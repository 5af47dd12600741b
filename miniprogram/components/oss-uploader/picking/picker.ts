import type { ComponentAccess } from '../component'
import { addFiles } from '../list/list-effects'
import type { UploadList } from '../list/upload-list'
import { isFixed } from '../properties'
import { pickFiles } from './pick-files'

export interface PickStatus {
  isPicking: boolean
  /** What the user should be told about the last picking, or ''. */
  notice: string
}

/** Adds picked files to the list. Only one picker is open at a time. */
export interface Picker {
  /** It must be called straight from a tap. */
  pick(): Promise<void>
  /** What is shown of it. */
  readonly status: Readonly<PickStatus>
  clearNotice(): void
}

export function createPicker(component: ComponentAccess, list: UploadList): Picker {
  const status: PickStatus = { isPicking: false, notice: '' }

  const clearNotice = (): void => {
    status.notice = ''
    list.onChange()
  }

  return {
    status,
    clearNotice,

    async pick() {
      const properties = component.properties()
      if (status.isPicking || isFixed(properties)) return
      status.isPicking = true
      clearNotice()
      try {
        const picked = await pickFiles(properties, list)
        status.notice = picked.notice
        if (picked.files.length > 0) addFiles(list, picked.files)
      } finally {
        status.isPicking = false
        list.onChange()
      }
    },
  }
}

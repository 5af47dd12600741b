import { explain, type Locale, type PickedFile, UploadError } from '../../../uploader/wx/index'
import type { ComponentAccess } from '../component'
import type { UploaderItem } from '../item'
import { addFiles } from '../list/list-effects'
import { emitBusy, type UploadList } from '../list/upload-list'
import { isFixed, type Properties } from '../properties'
import { LANGUAGES } from '../words/languages'
import { wordsIn } from '../words/words-in'
import { admit, type Batch } from './batch'
import { pickFiles } from './pick-files'
import { isPreparing, type PrepareResult, prepareFiles, prepareItems } from './prepare-files'

export interface PickStatus {
  isPicking: boolean
  /** What the user should be told about the last picking, or ''. */
  notice: string
}

/** Adds picked files to the list. Only one picker is open at a time. */
export interface Picker {
  /** It must be called straight from a tap. */
  pick(): Promise<void>
  /** Prepares items that an earlier component has shown as `preparing`. */
  prepare(items: UploaderItem[]): Promise<void>
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
  const setPicking = (isPicking: boolean): void => {
    status.isPicking = isPicking
    list.onChange()
    emitBusy(list)
  }

  return {
    status,
    clearNotice,

    async pick() {
      const properties = component.properties()
      if (status.isPicking || isFixed(properties)) return
      status.notice = ''
      setPicking(true)
      try {
        const picked = await pickFiles(properties, list)
        status.notice = isPreparing(properties)
          ? report(await prepareFiles(picked, properties, list), properties, list)
          : add(picked, properties, list)
      } catch (thrown) {
        status.notice = reportFailure(thrown, list)
      } finally {
        setPicking(false)
      }
    },

    async prepare(items) {
      const properties = component.properties()
      status.notice = report(await prepareItems(items, properties, list), properties, list)
      list.onChange()
    },
  }
}

/** Adds the files for which there is room. Returns what the user should be told, or ''. */
function add(picked: PickedFile[], properties: Properties, list: UploadList): string {
  const { maxCount, maxSize } = properties
  const { admitted, ...left } = admit(picked, maxCount - list.state.items.length, maxSize)
  const notice = reportLeft(left, properties, list)
  if (admitted.length > 0) addFiles(list, admitted)
  return notice
}

function report(result: PrepareResult, properties: Properties, list: UploadList): string {
  const failures = result.errors.map((error) => reportFailure(error, list))
  const left = reportLeft(result, properties, list)
  return result.refusal || failures[0] || left
}

function reportLeft(left: Omit<Batch, 'admitted'>, properties: Properties, list: UploadList): string {
  if (left.oversize.length > 0) list.emit('oversize', { files: left.oversize })
  if (left.exceed.length > 0) list.emit('exceed', { files: left.exceed })
  return noticeOf(left, properties, list.settings().locale)
}

function noticeOf(
  { oversize, exceed }: Omit<Batch, 'admitted'>,
  { maxCount, maxSize }: Properties,
  locale: Locale,
): string {
  const size = Math.max(0, ...oversize.map((file) => file.size))
  if (size > 0) return explain({ code: 'file-too-large', params: { size, maxSize } }, LANGUAGES[locale]).message
  return exceed.length > 0 ? wordsIn(locale).exceed(maxCount) : ''
}

function reportFailure(thrown: unknown, list: UploadList): string {
  if (!(thrown instanceof UploadError)) throw thrown
  const words = explain(thrown, LANGUAGES[list.settings().locale])
  list.emit('fail', { code: thrown.code, ...words })
  return words.message
}

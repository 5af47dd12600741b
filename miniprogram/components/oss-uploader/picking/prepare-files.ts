import { type PickedFile, UploadError } from '../../../uploader/wx/index'
import type { UploaderItem } from '../item'
import { addPreparing, endPreparing } from '../list/list-effects'
import { itemIn } from '../list/list-state'
import type { UploadList } from '../list/upload-list'
import type { Properties } from '../properties'
import { isOversize } from './batch'
import { applyBeforeUpload } from './before-upload'
import { compressed } from './compress'

/** What became of files that were prepared. Those that are not named here are in the list. */
export interface PrepareResult {
  oversize: PickedFile[]
  exceed: PickedFile[]
  /** The app's words for a file that it refused, or ''. */
  refusal: string
  errors: UploadError[]
}

export const isPreparing = ({ compress, beforeUpload }: Properties): boolean => compress || !!beforeUpload

/**
 * Shows the picked files at once, and then prepares one after the other, because phones lack the memory for twenty
 * photos at once. A file that the user removes meanwhile is skipped.
 */
export async function prepareFiles(
  picked: PickedFile[],
  properties: Properties,
  list: UploadList,
): Promise<PrepareResult> {
  // The list may change while files are prepared.
  const room = (): number => Math.max(0, properties.maxCount - list.state.items.length)
  const shown = addPreparing(list, picked.slice(0, room()))
  const result = await prepareItems(shown, properties, list)
  // Files that were refused have left places for others.
  const rest = picked.slice(shown.length)
  if (rest.length === 0 || list.isDetached) return result
  if (room() === 0) return { ...result, exceed: rest }
  return joined(result, await prepareFiles(rest, properties, list))
}

/** Prepares items of the list, which is left as it is if the component is detached meanwhile. */
export async function prepareItems(
  items: UploaderItem[],
  properties: Properties,
  list: UploadList,
): Promise<PrepareResult> {
  const result: PrepareResult = { oversize: [], exceed: [], refusal: '', errors: [] }
  for (const { uid } of items) list.preparing.add(uid)
  for (const item of items) {
    const file = itemIn(list.state, item.uid) && (await prepare(fileOf(item), properties, result))
    // The next component that is given this item prepares it again.
    if (list.isDetached) break
    endPreparing(list, item.uid, file)
  }
  return result
}

/** The file to upload; undefined if there is none, for the reason that `result` gets. */
async function prepare(
  file: PickedFile,
  { beforeUpload, compress, compressQuality, maxSize }: Properties,
  result: PrepareResult,
): Promise<PickedFile | undefined> {
  try {
    const prepared = await applyBeforeUpload(file, beforeUpload)
    if ('refusal' in prepared) {
      result.refusal = result.refusal || prepared.refusal
      return undefined
    }
    const sent = compress ? await compressed(prepared.file, compressQuality, wx) : prepared.file
    if (!isOversize(sent, maxSize)) return sent
    result.oversize.push(sent)
    return undefined
  } catch (thrown) {
    if (!(thrown instanceof UploadError)) throw thrown
    result.errors.push(thrown)
    return undefined
  }
}

const fileOf = ({ path = '', name, size = 0, kind, thumb, duration }: UploaderItem): PickedFile => ({
  path,
  size,
  kind,
  ...(name ? { name } : {}),
  ...(thumb ? { thumb } : {}),
  ...(duration ? { duration } : {}),
})

const joined = (first: PrepareResult, second: PrepareResult): PrepareResult => ({
  oversize: [...first.oversize, ...second.oversize],
  exceed: [...first.exceed, ...second.exceed],
  refusal: first.refusal || second.refusal,
  errors: [...first.errors, ...second.errors],
})

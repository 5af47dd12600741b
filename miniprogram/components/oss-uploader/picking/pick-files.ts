import { type PickedFile, UploadError } from '../../../uploader/wx/index'
import type { UploadList } from '../list/upload-list'
import { type Properties, uploaderOf } from '../properties'
import { pickOptions } from './pick-options'

/**
 * Opens the picker. It must be called straight from a tap.
 *
 * @throws UploadError
 */
export async function pickFiles(properties: Properties, list: UploadList): Promise<PickedFile[]> {
  const { multiple } = properties
  const uploader = uploaderOf(properties)
  if (!uploader) {
    const got = properties.uploader ? 'a value that has not all of its functions' : 'null'
    const detail = `uploader: expected the record that createUploader returns, got ${got}`
    throw new UploadError('misuse', { params: { detail } })
  }
  // The sign-in runs while the picker is open. If it fails, the uploads will report it.
  uploader.prepare().catch(() => {})
  const count = multiple ? properties.maxCount - list.state.items.length : 1
  const picked = await uploader.pick({ ...pickOptions(properties), count })
  if (picked.length === 0) list.emit('cancel', {})
  return picked
}

import { UploadError } from '../../core/errors'
import { readFailure } from './read-failure'

/** Only in Chromium. https://developer.mozilla.org/docs/Web/API/FileSystemHandle/requestPermission */
interface Permitting {
  queryPermission?(options: { mode: 'read' }): Promise<PermissionState>
  requestPermission?(options: { mode: 'read' }): Promise<PermissionState>
}

/**
 * Reads the file behind a handle as it is now. Rejects with `file-missing` if it is gone, or if the user does not allow
 * the page to read it: a reload ends the permission, and the page may ask for it only after a click.
 */
export async function fileOfHandle(handle: FileSystemFileHandle & Permitting): Promise<File> {
  try {
    const asked = await handle.queryPermission?.({ mode: 'read' })
    const given = asked === 'prompt' ? await handle.requestPermission?.({ mode: 'read' }) : asked
    if (given === 'denied') throw new UploadError('file-missing')
    return await handle.getFile()
  } catch (thrown) {
    if (thrown instanceof DOMException && /^(NotAllowed|Security)Error$/.test(thrown.name)) {
      throw new UploadError('file-missing', { cause: thrown })
    }
    throw thrown instanceof UploadError ? thrown : readFailure(thrown, 0)
  }
}

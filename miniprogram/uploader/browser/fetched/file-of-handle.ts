import { UploadError } from '../../core/errors'
import { readFailure } from './read-failure'

/** Chromium's own. https://developer.mozilla.org/docs/Web/API/FileSystemHandle/requestPermission */
interface Permitting {
  queryPermission?(options: { mode: 'read' }): Promise<PermissionState>
  requestPermission?(options: { mode: 'read' }): Promise<PermissionState>
}

/**
 * The file as it is now. Rejects with `file-missing` where it is gone, or where the user does not let the page have
 * it again: a reload takes the permission away, and only a click may ask for it.
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

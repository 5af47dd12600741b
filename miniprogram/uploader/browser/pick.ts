import type { LocalFile } from '../core/api'
import type { HeldFiles } from './held-files'

export interface PickOptions {
  /**
   * At most this many files. A browser's picker only knows one or any number: files beyond the limit are ignored.
   * Default: any number.
   */
  count?: number
  /** What to pick; `media` means images and videos. Default: `image`. */
  accept?: 'image' | 'video' | 'media' | 'file'
  /** `['camera']` opens the camera directly, on phones. */
  sourceType?: ('album' | 'camera')[]
  /** Which camera to open. Default: `back`. */
  camera?: 'back' | 'front'
  /** With `accept: 'file'`: which file name extensions to offer, without dots. Default: all. */
  extension?: string[]
}

export interface PickedFile extends LocalFile {
  kind: 'image' | 'video' | 'file'
  name: string
  size: number
  file: File
}

/**
 * Opens the browser's picker. Call it directly from a click or key handler. Resolves with `[]` if the user cancels.
 */
export async function pick(files: HeldFiles, options: PickOptions = {}): Promise<PickedFile[]> {
  const chosen = await choose(options)
  return chosen.slice(0, options.count).map((file) => ({
    path: files.pathOf(file),
    name: file.name,
    size: file.size,
    kind: kindOf(file),
    file,
  }))
}

function choose({ count, accept = 'image', sourceType, camera, extension = [] }: PickOptions): Promise<File[]> {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = accept === 'file' ? extension.map((ending) => `.${ending}`).join() : ACCEPT[accept]
  input.multiple = count !== 1
  if (sourceType?.length === 1 && sourceType[0] === 'camera')
    input.capture = camera === 'front' ? 'user' : 'environment'
  input.hidden = true
  // Safari drops an input that is not in the document.
  document.body.append(input)
  return new Promise<File[]>((resolve) => {
    input.onchange = () => resolve(Array.from(input.files ?? []))
    // Missing before Chromium 113, Firefox 91 and Safari 16.4 (2023): there the promise stays pending after a cancel.
    input.addEventListener('cancel', () => resolve([]))
    input.click()
  }).finally(() => input.remove())
}

const ACCEPT = { image: 'image/*', video: 'video/*', media: 'image/*,video/*' }

/** Uses the browser's guess by the file's name; the upload itself checks the bytes. */
function kindOf({ type }: File): PickedFile['kind'] {
  if (type.startsWith('image/')) return 'image'
  return type.startsWith('video/') ? 'video' : 'file'
}

import type { LocalFile } from '../core/api'
import type { HeldFiles } from './held-files'

export interface PickOptions {
  /** At most this many: what is chosen beyond it is left out, for a browser's picker knows 1 or any number. Default any. */
  count?: number
  /** `media`: images and videos. Default `image`. */
  accept?: 'image' | 'video' | 'media' | 'file'
  /** `['camera']` opens it straight away, on phones. */
  sourceType?: ('album' | 'camera')[]
  camera?: 'back' | 'front'
  /** Of `file`, without dots. */
  extension?: string[]
}

export interface PickedFile extends LocalFile {
  kind: 'image' | 'video' | 'file'
  name: string
  size: number
  file: File
}

/** Opens the browser's picker; call it straight from a click or a key. `[]` when the user cancels. */
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

function choose({
  count,
  accept = 'image',
  sourceType,
  camera = 'back',
  extension = [],
}: PickOptions): Promise<File[]> {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = accept === 'file' ? extension.map((ending) => `.${ending}`).join() : ACCEPT[accept]
  input.multiple = count !== 1
  if (sourceType?.length === 1 && sourceType[0] === 'camera') input.capture = CAPTURE[camera]
  input.hidden = true
  // Safari forgets an input that is in no document.
  document.body.append(input)
  return new Promise<File[]>((resolve) => {
    input.onchange = () => resolve(Array.from(input.files ?? []))
    // Not in browsers before 2023 (Chromium 113, Firefox 91, Safari 16.4): there the promise waits for ever.
    input.addEventListener('cancel', () => resolve([]))
    input.click()
  }).finally(() => input.remove())
}

const ACCEPT = { image: 'image/*', video: 'video/*', media: 'image/*,video/*' }
const CAPTURE = { back: 'environment', front: 'user' }

/** By the browser's guess, which goes by the name; what is uploaded is judged by its bytes. */
function kindOf({ type }: File): PickedFile['kind'] {
  if (type.startsWith('image/')) return 'image'
  return type.startsWith('video/') ? 'video' : 'file'
}

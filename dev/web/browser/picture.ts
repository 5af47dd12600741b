import type { UploadState } from '../../../miniprogram/uploader/browser/index'
import { el, icon } from '../../preview/browser/shell/element'
import { KIND_ICONS, kindOf } from './icons'
import type { Item } from './uploads'

/** The square at the head of a row: the local picture while it goes up, what OSS gives back once it is there. */
export function createPicture({ file, type }: Item) {
  const kind = kindOf(type)
  const element = el('span', { class: 'row__picture', 'data-kind': kind })
  const localUrl = file && kind === 'image' ? URL.createObjectURL(file) : ''
  let shown: string | undefined

  const show = (url: string): void => {
    if (url === shown) return
    shown = url
    element.replaceChildren(url ? pictureAt(url) : icon(KIND_ICONS[kind]))
  }
  show(localUrl)
  return {
    element,
    update: (state: UploadState) => show(state.phase === 'done' ? urlOf(state) : localUrl),
    close: () => URL.revokeObjectURL(localUrl),
  }
}

/** Where the browser shows none (HEIC, or bytes that are no picture), the sign for one. */
function pictureAt(url: string): HTMLImageElement {
  const image = el('img', { src: url, alt: '' })
  image.onerror = () => image.replaceWith(icon(KIND_ICONS.image))
  return image
}

function urlOf({ file }: Extract<UploadState, { phase: 'done' }>): string {
  if (file.thumbnailUrl) return file.thumbnailUrl
  return file.type.startsWith('image/') ? file.url : ''
}

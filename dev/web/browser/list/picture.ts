import type { UploadState } from '../../../../miniprogram/uploader/browser/index'
import { el, icon } from '../../../ui/element'
import type { Item } from '../uploads'
import { KIND_ICONS, kindOf } from './icons'

/** The square at the start of a row: the local picture during the upload, the one from OSS afterwards. */
export function createPicture({ file, type }: Item) {
  const kind = kindOf(type)
  const element = el('span', { class: 'row__picture', 'data-kind': kind })
  const localUrl = file && kind === 'picture' ? URL.createObjectURL(file) : ''
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

/** Shows an icon if the browser cannot show the picture (HEIC, or bytes that are not a picture). */
function pictureAt(url: string): HTMLImageElement {
  const image = el('img', { src: url, alt: '' })
  image.onerror = () => image.replaceWith(icon(KIND_ICONS.picture))
  return image
}

function urlOf({ file }: Extract<UploadState, { phase: 'done' }>): string {
  if (file.thumbnailUrl) return file.thumbnailUrl
  return kindOf(file.type) === 'picture' ? file.url : ''
}

import { type FileFormat, formatOf } from '../../../uploader/wx/index'
import type { UploaderItem } from '../item'
import { kindOfFormat, unknownExtension } from '../list/kind-of'

/** How an item is shown. */
export interface FileLook {
  /** `file`: a sheet of paper, also for a picture or a video that phones cannot show, such as a TIFF. */
  kind: UploaderItem['kind']
  /** The kind of its format, which gives the sheet its colour: `pdf`, `sheet`, `sound` … `file`: unknown. */
  tone: string
  /** `PDF`; '' if the extension is unknown, or too long for the sheet. */
  badge: string
}

const BADGE_LENGTH = 5

export function lookOf(item: UploaderItem): FileLook {
  const format = formatOf(item)
  const extension = extensionOf(item, format)
  return {
    kind: isShownAs(item.kind, format) ? item.kind : 'file',
    tone: format?.kind ?? (item.kind === 'image' ? 'picture' : item.kind),
    badge: extension.length > BADGE_LENGTH ? '' : extension.toUpperCase(),
  }
}

/** A host that says `image` or `video` knows better than an extension of another kind. */
const isShownAs = (kind: UploaderItem['kind'], format: FileFormat | undefined): boolean =>
  !format || format.isShown || kindOfFormat(format) !== kind

function extensionOf(item: UploaderItem, format: FileFormat | undefined): string {
  const own = unknownExtension(item)
  if (!format || format.kind === 'file' || format.extensions.includes(own)) return own
  return format.extensions[0] ?? ''
}

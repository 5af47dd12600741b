import { type FileFacts, formatOf } from '../../../uploader/wx/index'
import type { UploaderItem } from '../item'

type Kind = UploaderItem['kind']

/**
 * What kind of item a file is. A file of an unknown format is not taken for a picture, which would look broken. A file
 * that has neither a type nor an extension is: a URL such as `https://example.com/avatar` is enough for a photo.
 */
export function kindOf(file: FileFacts): Kind {
  const format = formatOf(file)
  if (format) return kindOfFormat(format)
  const [family] = /^(image|video)(?=\/)/.exec(file.type ?? '') ?? []
  if (family) return family as Kind
  return file.type || unknownExtension(file) ? 'file' : 'image'
}

export function kindOfFormat({ kind }: { kind: string }): Kind {
  if (kind === 'picture') return 'image'
  return kind === 'video' ? 'video' : 'file'
}

/** The end of the first name that looks like an extension, in lower case. `Minutes 3.12` has none; '' then. */
export function unknownExtension({ name = '', path = '', url = '', key = '' }: FileFacts): string {
  const ends = [name, path, url.replace(/[?#].*/, '').replace(/^https?:\/\/[^/]*/, ''), key].map(
    (source) => /[^/]\.([a-z][a-z0-9]{0,7})$/i.exec(source)?.[1] ?? '',
  )
  return (ends.find(Boolean) ?? '').toLowerCase()
}

import type { UploaderItem } from '../item'

/** The colour of a file's tile, by the kind of file. */
export type FileTone = 'pdf' | 'text' | 'table' | 'slides' | 'archive' | 'sound' | 'video' | 'image' | 'other' | ''

const TONES: [RegExp, FileTone][] = [
  [/^pdf$/, 'pdf'],
  [/^(docx?|txt|md|rtf|pages)$/, 'text'],
  [/^(xlsx?|csv|numbers)$/, 'table'],
  [/^(pptx?|key)$/, 'slides'],
  [/^(zip|rar|7z|gz|tar)$/, 'archive'],
  [/^(mp3|m4a|wav|aac|flac)$/, 'sound'],
]

/** What is shown of a file that has no picture. */
export function fileLook(item: UploaderItem): { badge: string; tone: FileTone } {
  const extension = extensionOf(item)
  const tone = TONES.find(([pattern]) => pattern.test(extension))?.[1] ?? 'other'
  return { badge: extension.toUpperCase(), tone: item.kind === 'file' ? tone : item.kind }
}

function extensionOf({ name, path, url, key }: UploaderItem): string {
  const source = name || path || url || key || ''
  return (/\.([A-Za-z0-9]{1,5})(?:[?#]|$)/.exec(source)?.[1] ?? '').toLowerCase()
}

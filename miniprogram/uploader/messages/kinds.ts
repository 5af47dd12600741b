import type { ErrorBody } from '../contract'

/** What people call the kinds of `formats/table.ts` and the families of `accept`, in one language. */
export interface KindNames {
  /** Stands between several of them. */
  comma: string
  names: Readonly<Record<string, string>>
}

/** The kind of a media type in `formats/table.ts`. A script without the table knows only families, such as `image`. */
export type KindOf = (type: string) => string | undefined

const FAMILIES: Record<string, string> = { image: 'picture', audio: 'sound' }

/** The params that hold media types. */
const TYPES = ['type', 'declaredType', 'accept']

/** Puts the media types of an error into words. One kind of picture that calls itself another keeps its media type. */
export function kindWords(
  params: NonNullable<ErrorBody['params']>,
  { names, comma }: KindNames,
  kindOf: KindOf,
): NonNullable<ErrorBody['params']> {
  const words = { ...params }
  for (const name of TYPES) {
    if (!params[name]) continue
    const types = `${params[name]}`.split(', ').map((type) => names[kindOf(type) ?? familyOf(type)] ?? type)
    words[name] = [...new Set(types)].join(comma)
  }
  return words.type === words.declaredType ? params : words
}

// `image/png` and `image/*` are pictures. Documents have no family in common.
function familyOf(type: string): string {
  const [family = ''] = type.split('/')
  return FAMILIES[family] ?? family
}

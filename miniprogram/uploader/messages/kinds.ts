import type { KindWords, Language } from './explain'

/** The kind of a media type in `formats/table.ts`. A script without the table knows only families, such as `image`. */
export type KindOf = (type: string) => string | undefined

const FAMILIES: Record<string, string> = { image: 'picture', audio: 'sound', 'application/octet-stream': 'file' }

/** The params that hold media types. */
const TYPES = ['type', 'declaredType', 'accept']

/**
 * Puts the media types of an error into words. One kind of picture that calls itself another keeps its media type.
 * @param kindOf default: the families of media types alone
 */
export const kindWords =
  ({ kinds }: Language, kindOf: KindOf = () => undefined): KindWords =>
  (params) => {
    if (!kinds) return params
    const words = { ...params }
    for (const name of TYPES) {
      if (!params[name]) continue
      const types = `${params[name]}`.split(', ').map((type) => kinds.names[kindOf(type) ?? familyOf(type)] ?? type)
      words[name] = [...new Set(types)].join(kinds.comma)
    }
    return words.type === words.declaredType ? params : words
  }

// `image/png` and `image/*` are pictures. Documents have no family in common.
function familyOf(type: string): string {
  const [family = ''] = type.split('/')
  return FAMILIES[type] ?? FAMILIES[family] ?? family
}

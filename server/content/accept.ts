import { formatOfType } from '../../miniprogram/uploader/formats/media-type'
import { FORMATS } from '../../miniprogram/uploader/formats/table'
import { nearestWord } from '../faults/nearest-word'

/** What `accept` may name besides single media types. */
const FAMILIES = ['image/*', 'audio/*', 'video/*', 'text/*', 'font/*', '*/*']

const UNKNOWN = 'application/octet-stream'

/** Types whose scripts a browser runs when it shows them in place. */
export const isActive = (type: string): boolean => /[/+](html|xhtml|svg|xml|related|javascript)\b/.test(type)

/**
 * Types that no family includes, and that browsers save rather than show, whatever a route says: active ones, and what
 * the table of formats does not know.
 */
export const isOnlyNamed = (type: string): boolean => isActive(type) || type === UNKNOWN || !formatOfType(type)

/** Whether a route that accepts these types and families takes a file of this type. */
export const isAccepted = (type: string, accept: readonly string[]): boolean =>
  formatOfType(type) !== undefined &&
  (accept.includes(type) || (!isOnlyNamed(type) && accept.some((family) => isOf(type, family))))

const isOf = (type: string, family: string): boolean =>
  family === '*/*' || (FAMILIES.includes(family) && type.startsWith(family.slice(0, -1)))

/** @throws Error for what no file can be declared as, with the nearest that one can. */
export function checkAccept(accept: readonly string[]): void {
  for (const type of accept) {
    if (FAMILIES.includes(type) || formatOfType(type)) continue
    const nearest = nearestOf(type)
    const proposal = nearest ? `did you mean ${nearest}?` : 'see uploader/formats/table.ts'
    throw new Error(`accept: expected known media types, or ${FAMILIES.join(', ')}, got "${type}": ${proposal}`)
  }
}

/** `audio/mp3` → `audio/mpeg`, by the extension; `image/jpg2` → `image/jpeg`, by the letters. */
function nearestOf(type: string): string | undefined {
  const words = type.toLowerCase().split(/[^a-z0-9]+/)
  const byExtension = FORMATS.filter(({ extensions }) => extensions.some((one) => words.includes(one)))
  const family = (known: string): boolean => known.split('/')[0] === words[0]
  const alike = byExtension.find((format) => family(format.type)) ?? byExtension[0]
  if (alike) return alike.type
  return nearestWord(type.toLowerCase(), [...FAMILIES, ...FORMATS.map((format) => format.type)])
}

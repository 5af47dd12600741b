import { beginsAs, readHead } from '../../miniprogram/uploader/formats/head'
import { formatOfType, mediaTypeOf } from '../../miniprogram/uploader/formats/media-type'
import { FORMATS } from '../../miniprogram/uploader/formats/table'
import { isActive } from './accept'
import { markupOf } from './markup'

/** The first bytes of an object that the backend reads: markup may stand behind many spaces and comments. */
export const INSPECTED_BYTES = 64 * 1024

/**
 * The media type that was found, if the content must be refused; undefined if it is what was declared.
 *
 * A phone judges by the same `mediaTypeOf`, so an honest one is never contradicted: a declared type stands if some name
 * leads to it. Markup and programs are refused besides, where a viewer would open the file as something else.
 * @param head the first `INSPECTED_BYTES` of the object, or all of it.
 */
export function judgeContent(head: Uint8Array, declaredType: string): string | undefined {
  const danger = isViewed(declaredType) ? (markupOf(head) ?? programIn(head)) : undefined
  if (danger) return danger
  if (namesOf(declaredType).some((name) => mediaTypeOf(head, name) === declaredType)) return undefined
  return markupOf(head) ?? mediaTypeOf(head, '')
}

/** A name without an extension, and one for each extension of the type. Nothing else in a name counts. */
const namesOf = (type: string): string[] => ['', ...(formatOfType(type)?.extensions ?? []).map((one) => `.${one}`)]

/** Viewers and browsers open these by themselves. */
const isViewed = (type: string): boolean =>
  !isActive(type) &&
  (/^(image|audio|video)\//.test(type) || /^(picture|sound|video|pdf)$/.test(formatOfType(type)?.kind ?? ''))

/** One file can be a program and a video: a loader reads the first letters, and a player looks behind them. */
function programIn(head: Uint8Array): string | undefined {
  const read = readHead(head)
  return FORMATS.find(({ kind, beginning }) => kind === 'program' && beginsAs(beginning, read))?.type
}

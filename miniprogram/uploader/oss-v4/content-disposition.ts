import { percentEncode } from './encoding'

/**
 * Carries the user's own name of the file, and makes browsers save what they should not run. `undefined` for media
 * without a name, which browsers show in place anyway.
 */
export function contentDisposition(
  type: string,
  name: string | undefined,
  kind: 'inline' | 'attachment' = isInlineMedia(type) ? 'inline' : 'attachment',
): string | undefined {
  if (name) return namedDisposition(kind, name)
  return kind === 'attachment' ? kind : undefined
}

/** The name is encoded as in RFC 5987. */
export const namedDisposition = (kind: 'inline' | 'attachment', name: string): string =>
  `${kind}; filename*=UTF-8''${percentEncode(name)}`

/** Browsers show these types in place without running anything in the file: SVG may contain scripts. */
const isInlineMedia = (type: string): boolean => /^(image|video|audio)\//.test(type) && type !== 'image/svg+xml'

import { isInlineMedia } from '../content/media-types'
import { percentEncode } from './encoding'

/**
 * Carries the user's own name of the file (RFC 5987), and makes browsers save what they should not run. `undefined`
 * for media without a name: they are shown anyway.
 */
export function contentDisposition(
  type: string,
  name: string | undefined,
  kind: 'inline' | 'attachment' = isInlineMedia(type) ? 'inline' : 'attachment',
): string | undefined {
  if (name) return `${kind}; filename*=UTF-8''${percentEncode(name)}`
  return kind === 'attachment' ? kind : undefined
}

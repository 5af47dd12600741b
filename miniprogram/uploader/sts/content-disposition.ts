import { percentEncode } from './encoding'

/**
 * Carries the user's own name of the file (RFC 5987), and makes browsers save what they should not run: SVG may carry
 * scripts. `undefined` for media without a name: they are shown anyway.
 */
export function contentDisposition(type: string, name: string | undefined): string | undefined {
  const kind = /^(image|video|audio)\//.test(type) && type !== 'image/svg+xml' ? 'inline' : 'attachment'
  if (name) return `${kind}; filename*=UTF-8''${percentEncode(name)}`
  return kind === 'attachment' ? kind : undefined
}

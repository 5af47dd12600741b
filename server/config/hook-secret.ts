/** A secret of Standard Webhooks: `whsec_` and 24 to 64 bytes in base64. */
export type HookSecret = Uint8Array

const PREFIX = 'whsec_'

/** @throws Error unless it is `whsec_…` with 24 to 64 bytes. */
export function parseHookSecret(text: string): HookSecret {
  const bytes = Buffer.from(text.slice(PREFIX.length), 'base64')
  const isBase64 = bytes.toString('base64').replace(/=+$/, '') === text.slice(PREFIX.length).replace(/=+$/, '')
  if (!text.startsWith(PREFIX) || !isBase64 || bytes.length < 24 || bytes.length > 64) {
    throw new Error('expected whsec_ and 24 to 64 bytes in base64')
  }
  return bytes
}

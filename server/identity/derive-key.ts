import { hkdfSync } from 'node:crypto'

/**
 * Derives a key of 32 bytes for one purpose, so that a token of one purpose is never valid for the other. RFC 5869,
 * without a salt, because the secret is random.
 */
export const deriveKey = (secret: string, purpose: 'session' | 'upload'): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, '', `wx-oss-upload/${purpose}`, 32))

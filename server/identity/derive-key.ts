import { hkdfSync } from 'node:crypto'

/**
 * 32 bytes for one purpose, so that a token made for one can never be used as another (RFC 5869; no salt, since the
 * secret is random already).
 */
export const deriveKey = (secret: string, purpose: 'session' | 'upload'): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, '', `wx-oss-upload/${purpose}`, 32))

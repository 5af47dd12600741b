import { readFileSync } from 'node:fs'
import { putUrl } from '../../../server/oss/signing/put-url'
import type { Cloud } from './cloud'

/** What the backend reads of an object. */
export const HEAD_BYTES = 64 * 1024

/** A real photo, with bytes after its end. */
const PHOTO = Buffer.concat([readFileSync(new URL('../../../dev/samples/photo.jpg', import.meta.url))], HEAD_BYTES)

/** Stores a JPEG of `HEAD_BYTES` bytes. */
export async function putPhoto({ place, keys }: Cloud, key: string): Promise<void> {
  const terms = { ...place, domain: place.endpoint, key, size: HEAD_BYTES, contentType: 'image/jpeg' }
  const owner = { ...keys, expiresAt: Number.POSITIVE_INFINITY }
  const { url, headers } = putUrl({ ...terms, expiresSeconds: 60 }, owner, Date.now())
  const answer = await fetch(url, { method: 'PUT', headers, body: PHOTO })
  if (!answer.ok) throw new Error(`expected 200, got ${answer.status}`)
}

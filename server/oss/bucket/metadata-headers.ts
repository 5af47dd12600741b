import { percentEncode } from '../../../miniprogram/uploader/oss-v4/encoding'

/** Bytes of all names and values together. https://help.aliyun.com/en/oss/user-guide/0011-00000002 */
const MOST_BYTES = 8 * 1024

/** The backend itself stores these with promoted pictures. */
const RESERVED = ['width', 'height']

/**
 * `{ album: '旅行' }` → `{ 'x-oss-meta-album': '%E6%97%85%E8%A1%8C' }`. Values may come from users, so they are encoded: a
 * line break would begin a header that the user chose.
 * @throws Error if a name is not allowed, or if all together are too long.
 */
export function metadataHeaders(metadata: Readonly<Record<string, string>>): Record<string, string> {
  const headers: Record<string, string> = {}
  let bytes = 0
  for (const [name, value] of Object.entries(metadata)) {
    const header = `x-oss-meta-${name.toLowerCase()}`
    if (!/^[A-Za-z0-9-]+$/.test(name) || RESERVED.includes(name.toLowerCase())) {
      throw new Error(`metadata: expected names of letters, digits and -, not width or height, got "${name}"`)
    }
    headers[header] = String(value).replace(/[^\x20-\x24\x26-\x7e]+/g, percentEncode)
    bytes += header.length + headers[header].length
  }
  if (bytes > MOST_BYTES) throw new Error(`metadata: expected at most ${MOST_BYTES} bytes, got ${bytes}`)
  return headers
}

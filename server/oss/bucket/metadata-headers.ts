import { percentEncode } from '../../../miniprogram/uploader/oss-v4/encoding'

/** Names and values together, bytes. https://help.aliyun.com/en/oss/user-guide/0011-00000002 */
const MOST_BYTES = 8 * 1024

/** Kept with promoted pictures by the backend itself. */
const TAKEN = ['width', 'height']

/**
 * `{ album: '旅行' }` → `{ 'x-oss-meta-album': '%E6%97%85%E8%A1%8C' }`: values may come from users, and a line break in
 * one would begin a header of theirs.
 * @throws Error when a name is none, or all together are too long.
 */
export function metadataHeaders(metadata: Readonly<Record<string, string>>): Record<string, string> {
  const headers: Record<string, string> = {}
  let bytes = 0
  for (const [name, value] of Object.entries(metadata)) {
    const header = `x-oss-meta-${name.toLowerCase()}`
    if (!/^[A-Za-z0-9-]+$/.test(name) || TAKEN.includes(name.toLowerCase())) {
      throw new Error(`metadata: expected names of letters, digits and -, not width or height, got "${name}"`)
    }
    headers[header] = String(value).replace(/[^\x20-\x24\x26-\x7e]+/g, percentEncode)
    bytes += header.length + headers[header].length
  }
  if (bytes > MOST_BYTES) throw new Error(`metadata: expected at most ${MOST_BYTES} bytes, got ${bytes}`)
  return headers
}

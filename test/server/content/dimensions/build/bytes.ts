export type Part = string | readonly number[] | Uint8Array

/** Texts are one byte per character. */
export const join = (...parts: Part[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))))

const integer =
  (write: (buffer: Buffer, value: number) => number, bytes: number) =>
  (value: number): Buffer => {
    const buffer = Buffer.alloc(bytes)
    write(buffer, value)
    return buffer
  }

export const be16 = integer((buffer, value) => buffer.writeUInt16BE(value), 2)
export const be32 = integer((buffer, value) => buffer.writeUInt32BE(value >>> 0), 4)
export const le16 = integer((buffer, value) => buffer.writeUInt16LE(value), 2)
export const le24 = integer((buffer, value) => buffer.writeUIntLE(value, 0, 3), 3)
export const le32 = integer((buffer, value) => buffer.writeUInt32LE(value >>> 0), 4)

/** Puts something in before this place. */
export const insertAt = (bytes: Uint8Array, at: number, ...parts: Part[]): Buffer =>
  join(bytes.subarray(0, at), ...parts, bytes.subarray(at))

/** Overwrites what is at this place. */
export const overwriteAt = (bytes: Uint8Array, at: number, ...parts: Part[]): Buffer => {
  const change = join(...parts)
  return join(bytes.subarray(0, at), change, bytes.subarray(at + change.length))
}

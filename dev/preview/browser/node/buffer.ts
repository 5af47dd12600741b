const bytesOf = (data: string | ArrayBuffer): Uint8Array<ArrayBuffer> =>
  typeof data === 'string' ? new TextEncoder().encode(data) : new Uint8Array(data)

/** The part of `node:buffer` that `wx-host` uses. */
export const Buffer = {
  alloc: (size: number) => new Uint8Array(size),
  byteLength: (text: string) => bytesOf(text).length,
  from: bytesOf,
}

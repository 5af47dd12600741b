export interface ReadCounter {
  /** Reads like the bytes, and counts. */
  bytes: Uint8Array
  /** How often the byte was read that was read most often. */
  maxReads(): number
  /** How often a place outside of the bytes was read. */
  readsOutside(): number
}

/** Bytes that count how often each of them is read, through their parts as well. */
export function countReads(all: Uint8Array): ReadCounter {
  const reads = new Uint32Array(all.length)
  let outside = 0
  const counted = (part: Uint8Array): Uint8Array =>
    new Proxy(part, {
      get(target, property) {
        if (property === 'subarray') return (start?: number, end?: number) => counted(target.subarray(start, end))
        const at = typeof property === 'string' ? Number(property) : Number.NaN
        if (Number.isNaN(at)) return Reflect.get(target, property, target)
        if (at in target)
          reads[target.byteOffset - all.byteOffset + at] = 1 + (reads[target.byteOffset - all.byteOffset + at] ?? 0)
        else outside += 1
        return target[at]
      },
    })
  return {
    bytes: counted(all),
    maxReads: () => reads.reduce((most, each) => Math.max(most, each), 0),
    readsOutside: () => outside,
  }
}

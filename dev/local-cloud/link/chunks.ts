/** A queue of bytes. They are taken out in pieces of any size, without a copy. */
export interface Chunks {
  push(chunk: Uint8Array): void
  /** Takes the first `size` bytes; there must be so many. */
  take(size: number): Uint8Array[]
  size(): number
  clear(): void
}

export function createChunks(): Chunks {
  let chunks: Uint8Array[] = []
  let total = 0
  return {
    push(chunk) {
      chunks.push(chunk)
      total += chunk.length
    },
    take(size) {
      const taken: Uint8Array[] = []
      let left = size
      for (let first = chunks[0]; first && left > 0; first = chunks[0]) {
        const piece = first.subarray(0, left)
        taken.push(piece)
        left -= piece.length
        if (piece.length === first.length) chunks.shift()
        else chunks[0] = first.subarray(piece.length)
      }
      total -= size
      return taken
    },
    size: () => total,
    clear() {
      chunks = []
      total = 0
    },
  }
}

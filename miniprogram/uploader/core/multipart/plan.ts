/** A piece of a file. */
export interface Part {
  /** From 1. */
  number: number
  /** Bytes. */
  position: number
  length: number
}

export function partsOf(size: number, partSize: number): Part[] {
  const parts: Part[] = []
  for (let position = 0; position < size; position += partSize) {
    parts.push({ number: parts.length + 1, position, length: Math.min(partSize, size - position) })
  }
  return parts
}

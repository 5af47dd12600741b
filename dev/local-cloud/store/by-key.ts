/** Compares UTF-8 bytes, as OSS does; JavaScript orders strings differently beyond U+D7FF. */
export function compareKeys(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}

export const byKey = (a: { key: string }, b: { key: string }): number => compareKeys(a.key, b.key)

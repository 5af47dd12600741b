/** Bytes of UTF-8 decide, as in OSS; strings of JavaScript compare otherwise beyond U+D7FF. */
export function compareKeys(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}

export const byKey = (a: { key: string }, b: { key: string }): number => compareKeys(a.key, b.key)

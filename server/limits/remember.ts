import { createHash } from 'node:crypto'

/** A memory with a maximum size. Entries expire, and a full memory drops its oldest entry. */
export interface Remembered<Value> {
  get(key: string): Value | undefined
  /** @param expiresAt ms. */
  set(key: string, value: Value, expiresAt: number): void
  delete(key: string): void
}

export function rememberUntil<Value>(now: () => number, capacity = 10_000): Remembered<Value> {
  const entries = new Map<string, { value: Value; expiresAt: number }>()
  return {
    get(key) {
      const entry = entries.get(key)
      if (!entry) return undefined
      if (entry.expiresAt > now()) return entry.value
      entries.delete(key)
      return undefined
    },
    set(key, value, expiresAt) {
      entries.delete(key)
      const oldest = entries.size >= capacity ? entries.keys().next().value : undefined
      if (oldest !== undefined) entries.delete(oldest)
      entries.set(key, { value, expiresAt })
    },
    delete: (key) => void entries.delete(key),
  }
}

/** A short key for a long text, or for a secret that must not be kept. */
export const digest = (secret: string): string => createHash('sha256').update(secret).digest('base64')

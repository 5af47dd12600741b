import type { Via } from './auth/authenticate'

export interface JournalEntry {
  /** Milliseconds since 1970. */
  time: number
  service: 'oss' | 'sts' | 'callback'
  /** `PostObject`, `AssumeRole`, …; `Callback` is a request that this cloud made. */
  operation: string
  method: string
  /** Of the object; for a callback its URL. */
  key: string
  /** Whose key signed it. */
  who: 'anonymous' | 'user' | 'sts'
  via: Via
  accessKeyId: string
  /** 0: the connection was cut, or nothing answered. */
  status: number
  /** Error code; empty when all went well. */
  code: string
  message: string
  userAgent: string
  requestId: string
}

/** The last requests, oldest first. */
export interface Journal {
  readonly entries: readonly JournalEntry[]
  add(entry: JournalEntry): void
  clear(): void
  /** How many entries have all these values. */
  count(filter: Partial<JournalEntry>): number
}

export function createJournal(limit = 1000): Journal {
  const entries: JournalEntry[] = []
  return {
    entries,
    add(entry) {
      entries.push(entry)
      if (entries.length > limit) entries.shift()
    },
    clear() {
      entries.length = 0
    },
    count(filter) {
      const wanted = Object.entries(filter)
      return entries.filter((entry) => wanted.every(([name, value]) => entry[name as keyof JournalEntry] === value))
        .length
    },
  }
}

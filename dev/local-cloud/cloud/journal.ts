import type { Via } from '../auth/authenticate'

export interface JournalEntry {
  /** Milliseconds since 1970. */
  time: number
  service: 'oss' | 'sts' | 'callback'
  /** `PostObject`, `AssumeRole`, …; `Callback` is a request that this cloud made. */
  operation: string
  method: string
  /** Empty where the request is on none. */
  bucket: string
  /** Of the object; for a callback its URL. */
  key: string
  /** Whose key signed it. */
  who: 'anonymous' | 'root' | 'user' | 'sts'
  via: Via
  accessKeyId: string
  /** `cut`: the connection was, or nothing answered. `failed`: 5xx, and callbacks that were not accepted. */
  verdict: 'allowed' | 'refused' | 'failed' | 'cut'
  /** What decided: the statement or ACL that allowed it, or what refused it. */
  rule: string
  /** 0: the connection was cut, or nothing answered. */
  status: number
  /** Error code; empty when all went well. */
  code: string
  /** OSS's fine-grained error code; empty for none. */
  ec: string
  message: string
  userAgent: string
  requestId: string
}

/** The last requests, oldest first. */
export interface Journal {
  readonly entries: readonly JournalEntry[]
  add(entry: Omit<JournalEntry, 'verdict'>): void
  clear(): void
  /** How many entries have all these values. */
  count(filter: Partial<JournalEntry>): number
}

export function createJournal(limit = 1000): Journal {
  const entries: JournalEntry[] = []
  return {
    entries,
    add(entry) {
      entries.push({ ...entry, verdict: verdictOf(entry) })
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

function verdictOf({ status, code }: Pick<JournalEntry, 'status' | 'code'>): JournalEntry['verdict'] {
  if (status === 0) return 'cut'
  if (status >= 500 || code === 'CallbackFailed') return 'failed'
  return status >= 400 ? 'refused' : 'allowed'
}

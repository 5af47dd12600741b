import type { Via } from '../auth/authenticate'

export interface JournalEntry {
  /** Milliseconds since 1970. */
  time: number
  service: 'oss' | 'sts' | 'callback'
  /** `PostObject`, `AssumeRole`, …; `Callback` is a request that this cloud sent. */
  operation: string
  method: string
  /** Empty for a request without a bucket. */
  bucket: string
  /** The object's key; for a callback, its URL. */
  key: string
  /** The owner of the key that signed the request. */
  who: 'anonymous' | 'root' | 'user' | 'sts'
  via: Via
  accessKeyId: string
  /** `cut`: the connection was cut, or there was no answer. `failed`: 5xx, or a callback that was not accepted. */
  verdict: 'allowed' | 'refused' | 'failed' | 'cut'
  /** The rule that decided: the statement or ACL that allowed the request, or the reason of the refusal. */
  rule: string
  /** 0 if the connection was cut, or if there was no answer. */
  status: number
  /** Error code; empty for none. */
  code: string
  /** OSS's fine-grained error code (EC); empty for none. */
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
  /** The number of entries that have all these values. */
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

import { type Turns, turns } from '../flow/turns'

/** What the uploaders of one app must share, because they keep their records in one storage. */
export interface SharedRecords {
  /** Changes of one list follow one another: side by side, one would overwrite another. */
  inTurn: Turns
  /** Ids of the checkpoints of a backend that uploads of this run are using. */
  claimed(backendId: string): Set<string>
}

export function sharedRecords(): SharedRecords {
  const claimed = new Map<string, Set<string>>()
  return {
    inTurn: turns(),
    claimed(backendId) {
      const ids = claimed.get(backendId) ?? new Set()
      claimed.set(backendId, ids)
      return ids
    },
  }
}

import type { UploaderItem } from '../item'

/** The list as it is worked on, beside the one that the host last bound. */
export interface Working {
  items: readonly UploaderItem[]
  /** uids of the host's last list. */
  bound: ReadonlySet<string>
  /** uids whose upload was begun, or taken over, here. */
  started: ReadonlySet<string>
  /** uids taken out here, which an older list of the host may still hold. */
  dropped: ReadonlySet<string>
}

export interface Reconciled {
  items: UploaderItem[]
  bound: Set<string>
  dropped: Set<string>
  /** uids that the host has taken out. */
  removed: string[]
}

/**
 * Merges the list that the host binds into the one being worked on, although the host's may be an older copy.
 * Only what the host once had and has no more counts as removed; what it never had stays. Of an upload begun here our
 * own item holds, of all others the host's.
 */
export function reconcile({ items, bound, started, dropped }: Working, given: UploaderItem[]): Reconciled {
  const now = new Set(given.map(({ uid }) => uid))
  const own = new Map(items.filter(({ uid }) => started.has(uid)).map((item) => [item.uid, item]))
  const removed = items.map(({ uid }) => uid).filter((uid) => bound.has(uid) && !now.has(uid))
  return {
    items: [
      ...given
        .filter(({ uid }) => !dropped.has(uid))
        .map((item) => own.get(item.uid) ?? (started.has(item.uid) ? item : idle(item))),
      ...items.filter(({ uid }) => !now.has(uid) && !bound.has(uid)),
    ],
    bound: now,
    dropped: new Set([...dropped].filter((uid) => now.has(uid))),
    removed,
  }
}

/** An upload that was under way when the list was kept (the app was closed, say) has to begin again. */
function idle(item: UploaderItem): UploaderItem {
  return isUnderWay(item) && item.path ? { ...item, status: 'ready', percent: 0 } : item
}

export const isUnderWay = ({ status }: UploaderItem): boolean => status === 'uploading' || status === 'paused'

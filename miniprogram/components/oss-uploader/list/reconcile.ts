import type { UploaderItem } from '../item'
import { isUnderWay } from './items'
import { type ListState, uidsOf } from './list-state'

export interface Reconciled {
  state: ListState
  /** The uids that the host has removed. */
  removedByHost: string[]
}

/**
 * Merges the list that the host binds into the present one, although the host's may be an older copy. An item counts as
 * removed by the host only if the host had bound it before; the host may not know of an item yet that was added here.
 * An item whose upload was started here is kept as it is; every other one is taken from the host.
 *
 * @param started the uids whose file is prepared here, or whose upload was started or taken over here
 */
export function reconcile(
  { items, bound, removed }: ListState,
  given: readonly UploaderItem[],
  started: ReadonlySet<string>,
): Reconciled {
  const now = new Set(uidsOf(given))
  const own = new Map(items.filter(({ uid }) => started.has(uid)).map((item) => [item.uid, item]))
  return {
    state: {
      items: [
        ...given
          .filter(({ uid }) => !removed.has(uid))
          .map((item) => own.get(item.uid) ?? (started.has(item.uid) ? item : restarted(item))),
        ...items.filter(({ uid }) => !now.has(uid) && !bound.has(uid)),
      ],
      bound: now,
      removed: new Set([...removed].filter((uid) => now.has(uid))),
    },
    removedByHost: uidsOf(items).filter((uid) => bound.has(uid) && !now.has(uid)),
  }
}

/** An upload that was under way when the host stored its list, for example before the app was closed, starts again. */
const restarted = (item: UploaderItem): UploaderItem =>
  isUnderWay(item) && item.path ? { ...item, status: 'ready', percent: 0 } : item

import { reordered } from '../gestures/geometry'
import type { UploaderItem } from '../item'
import { reconcile } from './reconcile'

export type Members = ReturnType<typeof membersOf>

/** Who is in the list, in which order: what the host binds and what is done here, made one. */
export function membersOf() {
  let items: readonly UploaderItem[] = []
  let bound: ReadonlySet<string> = new Set()
  let dropped: ReadonlySet<string> = new Set()

  return {
    all: () => items,
    find: (uid: string): UploaderItem | undefined => items.find((item) => item.uid === uid),
    replace(next: UploaderItem): void {
      items = items.map((item) => (item.uid === next.uid ? next : item))
    },
    add(added: UploaderItem[]): void {
      items = [...items, ...added]
    },
    /** Also where the host still has them. */
    drop(uids: readonly string[]): void {
      dropped = new Set([...dropped, ...uids])
      items = items.filter(({ uid }) => !uids.includes(uid))
    },
    /** @returns whether that changed anything */
    move(uid: string, to: number): boolean {
      const from = items.findIndex((item) => item.uid === uid)
      const next = from < 0 ? items : reordered(items, from, to)
      const isOther = next.some((item, index) => item !== items[index])
      items = next
      return isOther
    },
    /** Whatever was there, the list is this now. */
    become(next: UploaderItem[]): void {
      const uids = next.map(({ uid }) => uid)
      dropped = new Set([...dropped].filter((uid) => !uids.includes(uid)))
      items = next
    },
    /** Takes the host's list in. @returns uids that the host has taken out */
    bind(given: UploaderItem[], started: ReadonlySet<string>): string[] {
      const merged = reconcile({ items, bound, dropped, started }, given)
      items = merged.items
      bound = merged.bound
      dropped = merged.dropped
      return merged.removed
    },
  }
}

import type { UploaderItem } from '../item'
import { reordered } from './reordered'

/** A list as plain data. The functions below return the next state and have no effects. */
export interface ListState {
  items: readonly UploaderItem[]
  /** The uids of the list that the host bound last. */
  bound: ReadonlySet<string>
  /** The uids that were removed here, although an older list of the host may still hold them. */
  removed: ReadonlySet<string>
}

export const EMPTY_LIST: ListState = { items: [], bound: new Set(), removed: new Set() }

export const uidsOf = (items: readonly UploaderItem[]): string[] => items.map(({ uid }) => uid)

export const itemIn = ({ items }: ListState, uid: string): UploaderItem | undefined =>
  items.find((item) => item.uid === uid)

/** Puts this item in the place of the one with the same uid. */
export const withItem = (state: ListState, next: UploaderItem): ListState => ({
  ...state,
  items: state.items.map((item) => (item.uid === next.uid ? next : item)),
})

export const withAdded = (state: ListState, added: readonly UploaderItem[]): ListState => ({
  ...state,
  items: [...state.items, ...added],
})

export const withRemoved = (state: ListState, uids: readonly string[]): ListState => ({
  ...state,
  items: state.items.filter(({ uid }) => !uids.includes(uid)),
  removed: new Set([...state.removed, ...uids]),
})

/** Moves an item to another place; the same state if that changes nothing. */
export function withMoved(state: ListState, uid: string, to: number): ListState {
  const from = uidsOf(state.items).indexOf(uid)
  if (from < 0) return state
  const items = reordered(state.items, from, to)
  return items[from] === state.items[from] ? state : { ...state, items }
}

/** Makes these the items, whatever the list held before. */
export function withItems(state: ListState, items: readonly UploaderItem[]): ListState {
  const uids = uidsOf(items)
  return { ...state, items, removed: new Set([...state.removed].filter((uid) => !uids.includes(uid))) }
}

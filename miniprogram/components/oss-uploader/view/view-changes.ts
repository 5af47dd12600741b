import type { Tile } from './tiles'
import type { View } from './view'

/** The template's present data. A tile lacks its empty fields. */
export interface Shown extends Omit<View, 'tiles'> {
  /** The ids of the tiles. */
  order: string[]
  tiles: Record<string, Partial<Tile>>
}

export interface Changes {
  /** What to pass to `setData`. */
  values: Record<string, unknown>
  /** Not all changes fitted: the rest has to wait for the next call. */
  isPartial: boolean
}

type Entry = [path: string, value: unknown]

/**
 * The changes that `setData` has to bring to the template, by path.
 *
 * @param most bytes in one `setData`
 * @param turn counts the calls: each time another tile goes first, so that none waits for ever
 */
export function viewChanges(shown: Shown, wanted: View, most: number, turn: number): Changes {
  const ids = wanted.tiles.map(({ id }) => id)
  const { taken, isPartial } = fitting(entries(shown, wanted, turn), most - sizeOf(['order', ids]))
  const values = recordOf(taken)
  const order = ids.filter((id) => id in shown.tiles || `tiles.${id}` in values)
  if (order.join() !== shown.order.join()) values.order = order
  return { values, isPartial }
}

function entries(shown: Shown, { tiles, ...wanted }: View, turn: number): Entry[] {
  const isNew = ({ id }: { id: string }): boolean => !(id in shown.tiles)
  const old = tiles.filter((tile) => !isNew(tile))
  const first = old.length > 0 ? turn % old.length : 0
  return [
    ...changedFields('words.', shown.words, wanted.words),
    ...changedFields('notice.', shown.notice, wanted.notice),
    ...changedFields('offer.', shown.offer, wanted.offer),
    ...tiles.filter(isNew).map(({ id, tile }): Entry => [`tiles.${id}`, lean(tile)]),
    ...changedFields('add.', shown.add, wanted.add),
    ...flat(
      [...old.slice(first), ...old.slice(0, first)].map(({ id, tile }) =>
        changedFields(`tiles.${id}.`, shown.tiles[id] ?? {}, tile),
      ),
    ),
    ...changedFields('', { announcement: shown.announcement }, { announcement: wanted.announcement }),
  ]
}

/** One more stored photo adds one entry, instead of sending all of them again. */
export function changedValue(shown: string[], wanted: string[]): Entry[] {
  if (shown.length > wanted.length) return [['value', wanted]]
  return wanted
    .map((value, index): Entry => [`value[${index}]`, value])
    .filter(([, value], index) => shown[index] !== value)
}

/** The template shows `''`, 0, false and undefined alike. */
function changedFields<Shape extends object>(path: string, shown: Partial<Shape>, wanted: Shape): Entry[] {
  return (Object.keys(wanted) as (keyof Shape & string)[])
    .filter((name) => (shown[name] || '') !== (wanted[name] || ''))
    .map((name) => [`${path}${name}`, wanted[name]])
}

const lean = (tile: Tile): Partial<Tile> => recordOf(Object.entries(tile).filter(([, value]) => value))

// ES2018 has no `flatMap` and no `fromEntries`.
const flat = (lists: Entry[][]): Entry[] => ([] as Entry[]).concat(...lists)

export function recordOf(all: Entry[]): Record<string, unknown> {
  const record: Record<string, unknown> = {}
  for (const [name, value] of all) record[name] = value
  return record
}

/** The first entry is taken even if it is too big by itself. */
function fitting(all: Entry[], most: number): { taken: Entry[]; isPartial: boolean } {
  let size = 2
  const end = all.findIndex((entry, index) => {
    size += sizeOf(entry)
    return size > most && index > 0
  })
  return end < 0 ? { taken: all, isPartial: false } : { taken: all.slice(0, end), isPartial: true }
}

const sizeOf = ([path, value]: Entry): number => byteLength(`${JSON.stringify(path)}:${JSON.stringify(value)},`)

/** The length in UTF-8, as `setData` sends it. Phones have no `TextEncoder`. */
export const byteLength = (text: string): number => encodeURIComponent(text).replace(/%../g, '.').length

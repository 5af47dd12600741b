import { compareKeys } from '../../store/by-key'

/** The parameters of a listing. */
export interface ListingRequest {
  prefix: string
  /** Names with the delimiter after the prefix are grouped into common prefixes; empty for no grouping. */
  delimiter: string
  max: number
}

export interface Listing<Item> {
  items: Item[]
  prefixes: string[]
  /** The last item or prefix of this page; undefined for an empty page. */
  last: Item | string | undefined
  /** The same, but undefined if there are no more entries after this page. */
  next: Item | string | undefined
}

/**
 * One page of a listing. `items` must be sorted. `isAfter` tells whether an item, or a common prefix, comes after the
 * earlier pages.
 */
export function listPage<Item extends { key: string }>(
  items: Iterable<Item>,
  { prefix, delimiter, max }: ListingRequest,
  isAfter: (entry: Item | string) => boolean,
): Listing<Item> {
  const page: Listing<Item> = { items: [], prefixes: [], last: undefined, next: undefined }
  for (const item of items) {
    if (!item.key.startsWith(prefix)) continue
    const end = delimiter === '' ? -1 : item.key.indexOf(delimiter, prefix.length)
    const entry = end < 0 ? item : item.key.slice(0, end + delimiter.length)
    if (entry === page.last || !isAfter(entry)) continue
    if (page.items.length + page.prefixes.length === max) return { ...page, next: page.last }
    if (typeof entry === 'string') page.prefixes.push(entry)
    else page.items.push(entry)
    page.last = entry
  }
  return page
}

/** Whether an entry comes after the key or common prefix that the earlier page ended with. */
export const afterName =
  (marker: string) =>
  (entry: { key: string } | string): boolean =>
    compareKeys(nameOf(entry), marker) > 0

export const nameOf = (entry: { key: string } | string): string => (typeof entry === 'string' ? entry : entry.key)

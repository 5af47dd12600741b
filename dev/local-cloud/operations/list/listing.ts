import { compareKeys } from '../../store/by-key'

/** What a listing is asked for. */
export interface ListingRequest {
  prefix: string
  /** Names that have it after the prefix are listed only up to it, as common prefixes; empty for none. */
  delimiter: string
  max: number
}

export interface Listing<Item> {
  items: Item[]
  prefixes: string[]
  /** The last name or prefix that is in it; undefined when nothing comes after. */
  next: Item | string | undefined
}

/**
 * One page of a listing. `items` come in order. `isAfter` says which are not on an earlier page already; it is also
 * asked about common prefixes, by their name.
 */
export function listPage<Item extends { key: string }>(
  items: Iterable<Item>,
  { prefix, delimiter, max }: ListingRequest,
  isAfter: (entry: Item | string) => boolean,
): Listing<Item> {
  const page: Listing<Item> = { items: [], prefixes: [], next: undefined }
  let last: Item | string | undefined
  for (const item of items) {
    if (!item.key.startsWith(prefix)) continue
    const end = delimiter === '' ? -1 : item.key.indexOf(delimiter, prefix.length)
    const entry = end < 0 ? item : item.key.slice(0, end + delimiter.length)
    if (entry === last || !isAfter(entry)) continue
    if (page.items.length + page.prefixes.length === max) return { ...page, next: last }
    if (typeof entry === 'string') page.prefixes.push(entry)
    else page.items.push(entry)
    last = entry
  }
  return page
}

/** After a key or common prefix that an earlier page ended with. */
export const afterName =
  (marker: string) =>
  (entry: { key: string } | string): boolean =>
    compareKeys(nameOf(entry), marker) > 0

export const nameOf = (entry: { key: string } | string): string => (typeof entry === 'string' ? entry : entry.key)

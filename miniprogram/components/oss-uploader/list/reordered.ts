/** The list with one member moved. A place before the first or after the last one counts as the first or last place. */
export function reordered<Member>(list: readonly Member[], from: number, to: number): Member[] {
  const rest = list.filter((_, index) => index !== from)
  const place = Math.max(0, Math.min(rest.length, to))
  return [...rest.slice(0, place), ...list.slice(from, from + 1), ...rest.slice(place)]
}

/** Formats that are the same in both languages. */

/** Local time of day; with the date if it is not today. */
export function timeText(at: number, now: number): string {
  const full = dateText(at)
  return full.slice(0, 10) === dateText(now).slice(0, 10) ? full.slice(11) : full
}

/** `2026-01-02 03:04:05` */
export function dateText(at: number): string {
  const date = new Date(at)
  const two = (value: number): string => `${value}`.padStart(2, '0')
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-')
  return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')}`
}

/** `a/b/c.jpg` → `a/b/` and `c.jpg`. The marker of a folder, `a/b/`, gives `a/` and `b/`. */
export function splitKey(key: string): { folder: string; name: string } {
  const slash = key.slice(0, -1).lastIndexOf('/')
  return { folder: key.slice(0, slash + 1), name: key.slice(slash + 1) }
}

/** The text of a tile without a picture, at most four characters. */
export function extensionOf(key: string): string {
  return /\.([A-Za-z0-9]{1,4})$/.exec(key)?.[1]?.toLowerCase() ?? '—'
}

/** Bytes a second → `20 Mbit/s`. */
export function speedText(bytesPerSecond: number): string {
  const bits = bytesPerSecond * 8
  const [unit, size] = bits >= 1e9 ? ['Gbit/s', 1e9] : bits >= 1e6 ? ['Mbit/s', 1e6] : ['kbit/s', 1e3]
  return `${Number((bits / Number(size)).toFixed(1))} ${unit}`
}

export interface Format {
  /** Media type, without parameters. */
  type: string
  /** Lower case, without a dot. Object keys get the first one. */
  extensions: readonly string[]
  /** A regular expression that its files begin with, whatever their name; empty if there is none. */
  beginning: string
  /** The same, where the name has the extension. */
  ifNamed: string
  /** What people call it. `messages/` has the words. */
  kind: string
  /** Whether phones show it in place. */
  isShown: boolean
}

/**
 * Reads lines such as those of `table.ts`.
 *
 * A line that begins with `@` opens a section: its kind, and what its media types begin with. Each line below holds the
 * beginning of such files, then the formats that begin so. A format is the rest of its media type, with its extensions
 * after `=` if they differ from that rest; object keys get the first one. `+` marks what phones show in place.
 *
 * A beginning is a regular expression over the first bytes, one character per byte. `text` stands for any text.
 * What follows `~` counts only for a file whose name has the extension: a .jar is a ZIP like any other. Otherwise
 * the first line that fits decides, so exact beginnings come first.
 */
export function readTable(table: string): Format[] {
  const formats: Format[] = []
  for (const section of table.split('\n@')) {
    const [title, ...lines] = section.split('\n') as [string, ...string[]]
    const [kind, prefix] = title.split(' ') as [string, string]
    for (const line of lines) {
      const [beginnings, ...entries] = line.split(' ') as [string, ...string[]]
      const [beginning, ifNamed = ''] = beginnings.split('~') as [string, string?]
      for (const entry of entries) {
        const [, shown, name, extensions] = /(\+?)([^=]+)=?(.*)/.exec(entry) as unknown as [
          string,
          string,
          string,
          string,
        ]
        formats.push({
          type: prefix + name,
          extensions: (extensions || name).split(','),
          beginning,
          ifNamed,
          kind,
          isShown: !!shown,
        })
      }
    }
  }
  return formats
}

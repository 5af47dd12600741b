/** The values of each label, by the name of the series: `upload_tickets_total` → `route` → `photo`. */
export type Series = Map<string, Map<string, Set<string>>>

const SAMPLE = /^([A-Za-z_:][\w:]*)(?:\{(.*)\})? \S+$/
const LABEL = /(\w+)="((?:[^"\\]|\\.)*)"/g

/** Reads Prometheus's text format. @throws Error at a line that is none of it. */
export function readExposition(text: string): Series {
  const series: Series = new Map()
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue
    const [, name, labels = ''] = SAMPLE.exec(line) ?? []
    if (name === undefined) throw new Error(`expected a sample, got ${line}`)
    const known = series.get(name) ?? new Map<string, Set<string>>()
    for (const [, label = '', value = ''] of labels.matchAll(LABEL)) {
      known.set(label, (known.get(label) ?? new Set()).add(value))
    }
    series.set(name, known)
  }
  return series
}

/**
 * Counters and histograms in the text format of Prometheus. prom-client writes the same, but every start of the backend
 * would load it, though only a scrape needs it.
 * https://prometheus.io/docs/instrumenting/exposition_formats/
 */

export type Labels = Readonly<Record<string, string | number>>

export interface Counter {
  add(labels: Labels, amount?: number): void
  text(): string
}

export interface Histogram {
  observe(labels: Labels, value: number): void
  text(): string
}

export function counter(name: string, help: string): Counter {
  const series = new Map<string, number>()
  return {
    add(labels, amount = 1) {
      const key = labelText(labels)
      series.set(key, (series.get(key) ?? 0) + amount)
    },
    text: () =>
      lines(
        name,
        help,
        'counter',
        [...series].map(([labels, value]) => `${name}{${labels}} ${value}`),
      ),
  }
}

interface Series {
  /** Of each bucket alone; the last one is `+Inf`. */
  counts: number[]
  sum: number
}

/** @param bounds ascending. */
export function histogram(name: string, help: string, bounds: readonly number[]): Histogram {
  const series = new Map<string, Series>()
  const seriesText = ([labels, { counts, sum }]: [string, Series]): string[] => {
    let count = 0
    const buckets = counts.map((own, index) => {
      count += own
      return `${name}_bucket{le="${bounds[index] ?? '+Inf'}",${labels}} ${count}`
    })
    return [...buckets, `${name}_sum{${labels}} ${sum}`, `${name}_count{${labels}} ${count}`]
  }
  return {
    observe(labels, value) {
      const key = labelText(labels)
      const one = series.get(key) ?? { counts: Array<number>(bounds.length + 1).fill(0), sum: 0 }
      const bound = bounds.findIndex((upper) => value <= upper)
      const index = bound < 0 ? bounds.length : bound
      one.counts[index] = (one.counts[index] ?? 0) + 1
      one.sum += value
      series.set(key, one)
    },
    text: () => lines(name, help, 'histogram', [...series].flatMap(seriesText)),
  }
}

const lines = (name: string, help: string, type: string, samples: readonly string[]): string =>
  [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...samples, ''].join('\n')

const labelText = (labels: Labels): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}="${typeof value === 'number' ? value : escaped(value)}"`)
    .join(',')

const escaped = (value: string): string => value.replace(/[\\\n"]/g, (char) => (char === '\n' ? '\\n' : `\\${char}`))

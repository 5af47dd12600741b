/** One bar of a chart. */
export interface Bar {
  name: string
  value: number
  isOurs: boolean
}

export interface BarGroup {
  title: string
  bars: readonly Bar[]
}

const WIDTH = 720
const NAME_WIDTH = 170
const BAR = 16
const GAP = 4
const TITLE = 28
/** Readable on a white page and on a dark one. */
const STYLE = `text{font:12px system-ui,sans-serif;fill:#57606a}.t{font-weight:600;fill:#24292f}.b{fill:#afb8c1}.o{fill:#07c160}
@media(prefers-color-scheme:dark){text{fill:#9da7b1}.t{fill:#e6edf3}.b{fill:#545d68}}`

/** An SVG of horizontal bars. Each group has its own scale, from 0 to its largest value. */
export function barChart(groups: readonly BarGroup[]): string {
  const parts: string[] = []
  let top = 0
  for (const { title, bars } of groups) {
    parts.push(`<text class="t" x="0" y="${top + 18}">${escaped(title)}</text>`)
    top += TITLE
    const most = Math.max(...bars.map(({ value }) => value))
    for (const bar of bars) {
      parts.push(drawn(bar, top, most))
      top += BAR + GAP
    }
    top += GAP
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${top}" width="${WIDTH}" role="img"><title>${escaped(groups.map(({ title }) => title).join('; '))}</title><style>${STYLE}</style>\n${parts.join('\n')}\n</svg>\n`
}

function drawn({ name, value, isOurs }: Bar, top: number, most: number): string {
  const width = Math.round((value / most) * (WIDTH - NAME_WIDTH - 50))
  const middle = top + BAR - 4
  return [
    `<text x="${NAME_WIDTH - 8}" y="${middle}" text-anchor="end">${escaped(name)}</text>`,
    `<rect class="${isOurs ? 'o' : 'b'}" x="${NAME_WIDTH}" y="${top}" width="${width}" height="${BAR}" rx="2"/>`,
    `<text x="${NAME_WIDTH + width + 6}" y="${middle}">${value.toFixed(2)}</text>`,
  ].join('')
}

const escaped = (text: string): string => text.replaceAll('`', '').replaceAll('&', '&amp;').replaceAll('<', '&lt;')

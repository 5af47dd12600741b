/** Reads the headings, code blocks, tables and links of a Markdown page. */

export interface CodeBlock {
  /** `ts`, `sh`, … */
  language: string
  text: string
}

const FENCED = /^```(\w*)\n([\s\S]*?)^```$/gm

export const codeBlocks = (page: string): CodeBlock[] =>
  [...page.matchAll(FENCED)].map(([, language = '', text = '']) => ({ language, text }))

export interface Heading {
  level: number
  title: string
}

export const headings = (page: string): Heading[] =>
  [...withoutCode(page).matchAll(/^(#+) (.+)$/gm)].map(([, marks = '', title = '']) => ({ level: marks.length, title }))

/** The target of each `[text](target)`, and of each picture of `<img>` and `<source>`. */
export const links = (page: string): string[] =>
  [...withoutCode(page).matchAll(/\]\(([^)\s]+)\)| src(?:set)?="([^"]+)"/g)].map(
    ([, target, picture]) => target ?? picture ?? '',
  )

/** The anchor that GitHub gives to a heading: in lower case, with dashes instead of spaces. */
export const anchorOf = ({ title }: Heading): string => `#${title.toLowerCase().replace(/ /g, '-')}`

/** The body rows of each table, in order. A row is an array of cells. */
export const tables = (page: string): string[][][] =>
  [...withoutCode(page).matchAll(/(?:^\|.*\|\n)+/gm)].map(([table]) => table.trim().split('\n').slice(2).map(cells))

/** The table whose first row begins with this code: `OSS_BUCKET`. */
export const tableFrom = (page: string, first: string): string[][] =>
  tables(page).find(([row]) => codeIn(row?.[0]) === first) ?? []

/** `| a | b \| c |` → `a`, `b \| c`. */
const cells = (row: string): string[] =>
  row
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim())

/** `` `name` `` → `name`; undefined if the cell has any other form. */
export const codeIn = (cell: string | undefined): string | undefined => /^`([^`]+)`$/.exec(cell ?? '')?.[1]

const withoutCode = (page: string): string => page.replace(FENCED, '')

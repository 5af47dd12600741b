/** What the tests need to know of a Markdown page: its headings, code blocks, tables and links. */

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

/** Targets of `[text](target)`. */
export const links = (page: string): string[] =>
  [...withoutCode(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)

/** GitHub's name for a heading: lower case, spaces as dashes. */
export const anchorOf = ({ title }: Heading): string => `#${title.toLowerCase().replace(/ /g, '-')}`

/** Body rows of the page's tables, in order, each table an array of rows, each row an array of cells. */
export const tables = (page: string): string[][][] =>
  [...withoutCode(page).matchAll(/(?:^\|.*\|\n)+/gm)].map(([table]) => table.trim().split('\n').slice(2).map(cells))

/** The one whose first row begins so: `OSS_BUCKET`. */
export const tableFrom = (page: string, first: string): string[][] =>
  tables(page).find(([row]) => codeIn(row?.[0]) === first) ?? []

/** `| a | b \| c |` → `a`, `b \| c`. */
const cells = (row: string): string[] =>
  row
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim())

/** `` `name` `` → `name`; undefined when the cell is anything else. */
export const codeIn = (cell: string | undefined): string | undefined => /^`([^`]+)`$/.exec(cell ?? '')?.[1]

const withoutCode = (page: string): string => page.replace(FENCED, '')

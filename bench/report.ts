/** One line of the table. */
export interface Row {
  what: string
  /** A ratio, or a number with its unit. */
  measured: string
  /** Of what was measured several times: least to most. */
  spread?: string
  /** What is asked of it. */
  expected?: string
  /** Whether it is so. */
  isMet?: boolean
}

/** What a bench says at its end: to `run.ts` when that has started it, else to whoever reads. Exits 1 unless all is met. */
export function report(rows: Row[]): void {
  if (rows.some(({ isMet }) => isMet === false)) process.exitCode = 1
  if (process.send) process.send({ rows })
  else console.log(table(rows))
}

/** Of what takes minutes: not among the results. */
export const progress = (line: string): void => void process.stderr.write(`${line}\n`)

export function table(rows: Row[]): string {
  const cells = rows.map(({ what, measured, spread = '', expected = '', isMet }) => [
    isMet === undefined ? ' ' : isMet ? '✓' : '✗',
    what,
    measured,
    spread,
    expected,
  ])
  const head = ['', 'what', 'measured', 'spread', 'expected']
  const widths = head.map((title, at) => Math.max(title.length, ...cells.map((row) => row[at]?.length ?? 0)))
  return [head, ...cells]
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

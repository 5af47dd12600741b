/** One line of the table. */
export interface Row {
  what: string
  /** A ratio, or a number with its unit. */
  measured: string
  /** Minimum to maximum, if it was measured several times. */
  spread?: string
  /** The target. */
  expected?: string
  /** Whether the target is met. */
  isMet?: boolean
}

/** Reports the results: to `run.ts` if that started the bench, otherwise as a table. Exits 1 unless all targets are met. */
export function report(rows: Row[]): void {
  if (rows.some(({ isMet }) => isMet === false)) process.exitCode = 1
  if (process.send) process.send({ rows })
  else console.log(table(rows))
}

/** Writes a line of progress to stderr. */
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

import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'

export type Values = Readonly<Record<string, string>>

/** Sets values in the text of an .env file. Replaces their lines in place, appends new ones, and keeps the rest. */
export function withValues(text: string, values: Values): string {
  const left = new Map(Object.entries(values))
  const lines = text === '' ? [] : text.replace(/\n$/, '').split(/\r?\n/)
  const replaced = lines.map((line) => {
    const name = /^\s*(?:export\s+)?([A-Z][A-Z0-9_]*)\s*=/.exec(line)?.[1]
    const value = name === undefined ? undefined : left.get(name)
    if (name === undefined || value === undefined) return line
    left.delete(name)
    return assignment(name, value)
  })
  return `${[...replaced, ...[...left].map(([name, value]) => assignment(name, value))].join('\n')}\n`
}

/** Quotes the value if a reader would otherwise cut it short. */
function assignment(name: string, value: string): string {
  if (!/[\s#'"`\\]/.test(value)) return `${name}=${value}`
  const quote = ["'", '"', '`'].find((mark) => !value.includes(mark)) ?? "'"
  return `${name}=${quote}${value}${quote}`
}

export const readEnvText = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '')

/** Writes the file at once as a whole, and readable only by its owner from the start. */
export function writeEnvFile(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`
  writeFileSync(temporary, text, { mode: 0o600 })
  chmodSync(temporary, 0o600)
  renameSync(temporary, path)
}

import { type ParseArgsConfig, parseArgs } from 'node:util'
import { distance } from 'fastest-levenshtein'

/** The command was called wrongly: its usage is printed after the message. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UsageError'
  }
}

/**
 * The flags of the command line, as `parseArgs` reads them.
 *
 * @throws UsageError which names the flag that an unknown one resembles, or the flag that has an empty value
 */
export function readFlags<const Config extends ParseArgsConfig>(config: Config): ReturnType<typeof parseArgs<Config>> {
  try {
    const parsed = parseArgs(config)
    refuseEmpty(parsed.values)
    return parsed
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (!code?.startsWith('ERR_PARSE_ARGS')) throw error
    const unknown = code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' && /'(--?[^' ]+)'/.exec(message)?.[1]
    if (!unknown) throw new UsageError(message)
    const names = Object.keys(config.options ?? {}).map((name) => `--${name}`)
    throw new UsageError(`Unknown option ${unknown}.${suggestion(unknown, names)}`)
  }
}

/** A variable of the shell that is not set gives `--port ""`, which would mean port 0. */
function refuseEmpty(values: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(values)) {
    const isEmpty = [value].flat().some((one) => typeof one === 'string' && one.trim() === '')
    if (isEmpty) throw new UsageError(`--${name}: expected a value, got nothing`)
  }
}

function suggestion(unknown: string, known: readonly string[]): string {
  const [nearest] = [...known].sort((a, b) => distance(unknown, a) - distance(unknown, b))
  const isNear = nearest !== undefined && distance(unknown, nearest) <= Math.max(2, nearest.length / 3)
  return isNear ? ` Did you mean ${nearest}?` : ''
}

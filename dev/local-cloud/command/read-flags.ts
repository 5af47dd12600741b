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
 * @throws UsageError which names the flag that an unknown one resembles
 */
export function readFlags<const Config extends ParseArgsConfig>(config: Config): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (!code?.startsWith('ERR_PARSE_ARGS')) throw error
    const unknown = code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' && /'(--?[^' ]+)'/.exec(message)?.[1]
    if (!unknown) throw new UsageError(message)
    const names = Object.keys(config.options ?? {}).map((name) => `--${name}`)
    throw new UsageError(`Unknown option ${unknown}.${suggestion(unknown, names)}`)
  }
}

function suggestion(unknown: string, known: readonly string[]): string {
  const [nearest] = [...known].sort((a, b) => distance(unknown, a) - distance(unknown, b))
  const isNear = nearest !== undefined && distance(unknown, nearest) <= Math.max(2, nearest.length / 3)
  return isNear ? ` Did you mean ${nearest}?` : ''
}

import { EXPLAIN_USAGE, explainCommand } from './explain/explain-command'
import { languageOf, type Text } from './language'
import { EXIT, type Terminal, UsageError } from './terminal'

type Command = (args: string[], terminal: Terminal) => Promise<number>

const COMMANDS: Readonly<Record<string, { run: Command; usage: Text }>> = {
  explain: { run: explainCommand, usage: EXPLAIN_USAGE },
}

/** @returns what the process exits with. */
export async function runCli(argv: string[], terminal: Terminal): Promise<number> {
  const [name = 'help', ...args] = argv
  const command = COMMANDS[name]
  const language = languageOf(langIn(args), terminal.env)
  if (!command) {
    const isHelp = ['help', '--help', '-h'].includes(name)
    const stream = isHelp ? terminal.stdout : terminal.stderr
    stream.write(
      Object.values(COMMANDS)
        .map(({ usage }) => usage[language])
        .join('\n'),
    )
    return isHelp ? EXIT.fine : EXIT.usage
  }
  if (args.includes('--help') || args.includes('-h')) {
    terminal.stdout.write(command.usage[language])
    return EXIT.fine
  }
  try {
    return await command.run(args, terminal)
  } catch (error) {
    if (!isUsageError(error)) throw error
    terminal.stderr.write(`${error.message}\n\n${command.usage[language]}`)
    return EXIT.usage
  }
}

const langIn = (args: string[]): string | undefined =>
  args.map((arg, index) => (arg === '--lang' ? args[index + 1] : /^--lang=(.*)/.exec(arg)?.[1])).find(Boolean)

/** Ours, and what `parseArgs` throws. */
const isUsageError = (error: unknown): error is Error =>
  error instanceof UsageError || String(Object(error).code).startsWith('ERR_PARSE_ARGS')

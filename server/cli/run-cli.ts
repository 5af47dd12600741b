import { OPERATOR_HELP } from './cloud/operator-help'
import type { ReportedError } from './cloud/reported-error'
import { StsRefusal } from './cloud/sts'
import { DOCTOR_USAGE, doctorCommand } from './doctor/doctor-command'
import { EXPLAIN_USAGE, explainCommand } from './explain/explain-command'
import { explanationOf } from './explain/explanation'
import { printExplanation } from './explain/print'
import { SERVE_USAGE, serveCommand } from './serve-command'
import { OssRefusal } from './setup/rules/rule-set'
import { SETUP_USAGE, setupCommand } from './setup/setup-command'
import { type Locale, languageOf, type Text } from './terminal/language'
import { CommandError, EXIT, styleOf, type Terminal, UsageError } from './terminal/terminal'

type Command = (args: string[], terminal: Terminal) => Promise<number>

const COMMANDS: Readonly<Record<string, { run: Command; usage: Text }>> = {
  serve: { run: serveCommand, usage: SERVE_USAGE },
  doctor: { run: doctorCommand, usage: DOCTOR_USAGE },
  setup: { run: setupCommand, usage: SETUP_USAGE },
  explain: { run: explainCommand, usage: EXPLAIN_USAGE },
}

/** @returns the exit code of the process */
export async function runCli(argv: string[], terminal: Terminal): Promise<number> {
  const [name = 'help', ...args] = argv
  const command = COMMANDS[name]
  const language = languageOf(langIn(args), terminal.env)
  if (!command) {
    const isHelp = ['help', '--help', '-h'].includes(name)
    const stream = isHelp ? terminal.stdout : terminal.stderr
    const usages = Object.values(COMMANDS).map(({ usage }) => usage[language])
    stream.write(`wx-oss-upload-server <${Object.keys(COMMANDS).join('|')}>\n\n${usages.join('\n')}`)
    return isHelp ? EXIT.ok : EXIT.usage
  }
  if (args.includes('--help') || args.includes('-h')) {
    terminal.stdout.write(command.usage[language])
    return EXIT.ok
  }
  return command.run(args, terminal).catch((error: unknown) => reportError(error, command.usage, terminal, language))
}

const langIn = (args: string[]): string | undefined =>
  args.map((arg, index) => (arg === '--lang' ? args[index + 1] : /^--lang=(.*)/.exec(arg)?.[1])).find(Boolean)

/** Explains an expected error. Any other error is a bug, and is thrown again. */
function reportError(error: unknown, usage: Text, { stderr, env }: Terminal, language: Locale): number {
  if (isUsageError(error)) {
    stderr.write(`${textOf(error, language)}\n\n${usage[language]}`)
    return EXIT.usage
  }
  const refusal = refusalIn(error)
  if (!refusal && !(error instanceof CommandError)) throw error
  stderr.write(
    refusal
      ? printExplanation(explanationOf(refusal), [language], styleOf(stderr, env))
      : `${textOf(error as CommandError, language)}\n`,
  )
  if (error instanceof OssRefusal && error.action) stderr.write(`\n${OPERATOR_HELP[language](error.action)}\n`)
  return EXIT.errors
}

/** The errors of \`parseArgs\` are in English alone. */
const textOf = (error: Error, language: Locale): string => {
  if (error instanceof UsageError || error instanceof CommandError) return error.text[language]
  return language === 'zh' ? `参数有误：${error.message}` : error.message
}

const refusalIn = (error: unknown): ReportedError | undefined =>
  error instanceof OssRefusal || error instanceof StsRefusal ? error.reported : undefined

/** Includes the errors that `parseArgs` throws. */
const isUsageError = (error: unknown): error is Error =>
  error instanceof UsageError || String(Object(error).code).startsWith('ERR_PARSE_ARGS')

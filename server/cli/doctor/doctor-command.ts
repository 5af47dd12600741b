import { parseArgs } from 'node:util'
import { hideSecrets } from '../terminal/hide-secrets'
import { languageOf, type Text } from '../terminal/language'
import { withEnvFile } from '../terminal/load-env-file'
import { EXIT, styleOf, type Terminal, UsageError } from '../terminal/terminal'
import { CHECKS } from './checks/all'
import { CHECK_IDS, type CheckId } from './checks/check'
import { type Context, createContext, type DoctorOverrides } from './context/context'
import { findMiniProgram } from './context/find-mini-program'
import { jsonReport, printOutcome, printSkipped, printSummary, WORDS } from './print'
import { type Outcome, runChecks, withNeeds } from './run-checks'

export const DOCTOR_USAGE: Text = {
  zh: `doctor [--only a,b] [--json] [--lang zh|en] [--env-file F] [--tree 小程序目录]
  使用后端的环境变量，逐项检查：${CHECK_IDS.join(' ')}
  退出码：0 全部通过，1 有警告，2 有错误，3 用法错误。会清理自己写入的对象，不显示任何密钥。
`,
  en: `doctor [--only a,b] [--json] [--lang zh|en] [--env-file F] [--tree MINI-PROGRAM]
  Checks the whole set-up with the backend's environment variables: ${CHECK_IDS.join(' ')}
  Exits 0 if all checks pass, 1 with warnings, 2 with errors, 3 if called wrongly. Removes what it wrote; shows no secret.
`,
}

const OPTIONS = {
  only: { type: 'string' },
  json: { type: 'boolean', default: false },
  lang: { type: 'string' },
  'env-file': { type: 'string' },
  tree: { type: 'string' },
} as const

/** `overrides` are for tests. */
export async function doctorCommand(args: string[], terminal: Terminal, overrides?: DoctorOverrides): Promise<number> {
  const { values } = parseArgs({ args, options: OPTIONS })
  const wanted = values.only?.split(',').map((name) => idOf(name.trim())) ?? CHECK_IDS
  const env = withEnvFile(terminal.env, terminal.folder, values['env-file'])
  const context = createContext(env, findMiniProgram(terminal.folder, values.tree), overrides)
  const language = languageOf(values.lang, env)
  const style = styleOf(terminal.stdout, terminal.env)
  const say = (text: string): void => void terminal.stdout.write(hideSecrets(text, context.secrets))
  const progress = progressOf(terminal)
  const stop = stopper(context)
  const start = performance.now()
  const outcomes = await runChecks(withNeeds(CHECKS, wanted), context, {
    started: (check, index, count) => progress(`${index + 1}/${count} ${check.title[language]}`),
    ended(outcome) {
      progress('')
      if (!values.json && isShown(outcome, wanted)) say(printOutcome(outcome, language, style))
    },
  })
  const waiting = outcomes.filter(({ check }) => wanted.includes(check.id))
  if (!values.json) say(printSkipped(waiting, language, style))
  const left = await context.cleanUp.run()
  stop()
  const ms = Math.round(performance.now() - start)
  if (values.json) say(`${JSON.stringify(jsonReport(outcomes, left, ms))}\n`)
  else say(printSummary(outcomes, ms, language, style))
  for (const name of left) terminal.stderr.write(`${WORDS.left[language]}${hideSecrets(name, context.secrets)}\n`)
  return exitCode(outcomes, left)
}

/** A check that is only needed by another one is shown if it counts for the exit code. Skipped ones have a line in common. */
const isShown = ({ check, status }: Outcome, wanted: readonly CheckId[]): boolean =>
  status === 'failed' || status === 'warned' || (status === 'passed' && wanted.includes(check.id))

function idOf(name: string): CheckId {
  const id = CHECK_IDS.find((known) => known === name)
  if (!id)
    throw new UsageError(
      `--only ${name}：应为以下一项或多项：${CHECK_IDS.join(', ')}`,
      `--only ${name}: expected one or more of ${CHECK_IDS.join(', ')}`,
    )
  return id
}

function exitCode(outcomes: readonly Outcome[], left: readonly string[]): number {
  if (outcomes.some(({ status }) => status === 'failed')) return EXIT.errors
  return left.length > 0 || outcomes.some(({ status }) => status === 'warned') ? EXIT.warnings : EXIT.ok
}

/** Shows one line that overwrites itself, only on a terminal. */
function progressOf({ stderr, env }: Terminal): (text: string) => void {
  if (!stderr.isTTY || env.TERM === 'dumb') return () => {}
  return (text) => void stderr.write(`\r\u001b[K${text}`)
}

/** Ctrl-C also removes what was written. */
function stopper({ cleanUp }: Context): () => void {
  const stop = (): void => void cleanUp.run().finally(() => process.exit(130))
  process.once('SIGINT', stop)
  return () => void process.removeListener('SIGINT', stop)
}

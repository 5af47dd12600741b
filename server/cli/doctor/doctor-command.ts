import { parseArgs } from 'node:util'
import { hideSecrets } from '../hide-secrets'
import { languageOf, type Text } from '../language'
import { withEnvFile } from '../load-env-file'
import { EXIT, styleOf, type Terminal, UsageError } from '../terminal'
import { CHECK_IDS, type CheckId } from './check'
import { CHECKS } from './checks/all'
import { type Context, createContext, type DoctorWiring } from './context'
import { findMiniProgram } from './find-mini-program'
import { jsonReport, printOutcome, printSummary, WORDS } from './print'
import { type Outcome, runChecks, withNeeds } from './run-checks'

export const DOCTOR_USAGE: Text = {
  zh: `doctor [--only a,b] [--json] [--lang zh|en] [--env-file F] [--tree 小程序目录]
  用后端的同一份环境变量，逐项检查：${CHECK_IDS.join(' ')}
  退出码：0 都好，1 有警告，2 有错误，3 用法不对。写过的对象会清理掉，密钥不会显示。
`,
  en: `doctor [--only a,b] [--json] [--lang zh|en] [--env-file F] [--tree MINI-PROGRAM]
  Checks, with the backend's own environment: ${CHECK_IDS.join(' ')}
  Exits 0 when all is well, 1 with warnings, 2 with errors, 3 when called wrongly. Removes what it wrote; shows no secret.
`,
}

const OPTIONS = {
  only: { type: 'string' },
  json: { type: 'boolean', default: false },
  lang: { type: 'string' },
  'env-file': { type: 'string' },
  tree: { type: 'string' },
} as const

/** `wiring` is for tests. */
export async function doctorCommand(args: string[], terminal: Terminal, wiring?: DoctorWiring): Promise<number> {
  const { values } = parseArgs({ args, options: OPTIONS })
  const wanted = values.only?.split(',').map((name) => idOf(name.trim())) ?? CHECK_IDS
  const env = withEnvFile(terminal.env, terminal.folder, values['env-file'])
  const context = createContext(env, findMiniProgram(terminal.folder, values.tree), wiring)
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
      // Those that were only needed are of interest when they fail.
      const isShown = wanted.includes(outcome.check.id) || outcome.status === 'failed'
      if (!values.json && isShown) say(printOutcome(outcome, language, style))
    },
  })
  const left = await context.cleanUp.run()
  stop()
  const ms = Math.round(performance.now() - start)
  if (values.json) say(`${JSON.stringify(jsonReport(outcomes, left, ms))}\n`)
  else say(printSummary(outcomes, ms, language, style))
  for (const name of left) terminal.stderr.write(`${WORDS.left[language]}${hideSecrets(name, context.secrets)}\n`)
  return exitCode(outcomes, left)
}

function idOf(name: string): CheckId {
  const id = CHECK_IDS.find((known) => known === name)
  if (!id) throw new UsageError(`--only ${name}: expected some of ${CHECK_IDS.join(', ')}`)
  return id
}

function exitCode(outcomes: readonly Outcome[], left: readonly string[]): number {
  if (outcomes.some(({ status }) => status === 'failed')) return EXIT.errors
  return left.length > 0 || outcomes.some(({ status }) => status === 'warned') ? EXIT.warnings : EXIT.fine
}

/** A line that is written over, where somebody watches. */
function progressOf({ stderr, env }: Terminal): (text: string) => void {
  if (!stderr.isTTY || env.TERM === 'dumb') return () => {}
  return (text) => void stderr.write(`\r\u001b[K${text}`)
}

/** Ctrl-C takes away what was written, too. */
function stopper({ cleanUp }: Context): () => void {
  const stop = (): void => void cleanUp.run().finally(() => process.exit(130))
  process.once('SIGINT', stop)
  return () => void process.removeListener('SIGINT', stop)
}

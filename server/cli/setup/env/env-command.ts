import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readEnvironment } from '../../../config/read-environment'
import { isPlaceholder } from '../../../config/values'
import { createAsker } from '../../terminal/ask'
import { commandHere } from '../../terminal/command-here'
import { configError } from '../../terminal/config-problem'
import { hideSecrets, secretsOf } from '../../terminal/hide-secrets'
import { type Locale, languageOf, type Text } from '../../terminal/language'
import { parseEnvText } from '../../terminal/load-env-file'
import { EXIT, styleOf, type Terminal, UsageError } from '../../terminal/terminal'
import { readEnvText, type Values, withValues, writeEnvFile } from './env-file'
import { interview } from './interview'
import { GENERATED } from './questions'

const OPTIONS = {
  lang: { type: 'string' },
  out: { type: 'string', default: '.env' },
  set: { type: 'string', multiple: true },
  yes: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
} as const

const WORDS = {
  written: { zh: '已写入，只有当前用户可读（600）：', en: 'Written, readable only by you (mode 600): ' },
  dryRun: { zh: '（--dry-run：没有写入）', en: '(--dry-run: nothing was written)' },
  next: {
    zh: `下一步：${commandHere('doctor')}。不要把这个文件提交到 git。`,
    en: `Next: ${commandHere('doctor')}. Never commit this file.`,
  },
} as const satisfies Record<string, Text>

/** `setup env`: asks for the values. With `--yes` it takes those of the file and of `--set NAME=value`. */
export async function envCommand(args: string[], terminal: Terminal): Promise<number> {
  const { values } = parseArgs({ args, options: OPTIONS })
  const path = resolve(terminal.folder, values.out)
  const language = languageOf(values.lang, terminal.env)
  const text = readEnvText(path)
  const known = { ...withoutPlaceholders(parseEnvText(text)), ...Object.fromEntries((values.set ?? []).map(pair)) }
  const answers = values.yes ? known : await askAll(known, terminal, language)
  const complete = { ...answers, ...generated({ ...known, ...answers }) }
  validate({ ...known, ...complete })
  const result = withValues(text, complete)
  if (values['dry-run']) {
    terminal.stdout.write(`${hideSecrets(result, secretsOf(complete))}${WORDS.dryRun[language]}\n`)
    return EXIT.ok
  }
  writeEnvFile(path, result)
  terminal.stdout.write(`${WORDS.written[language]}${path}\n${WORDS.next[language]}\n`)
  return EXIT.ok
}

async function askAll(known: Values, terminal: Terminal, language: Locale): Promise<Record<string, string>> {
  const asker = createAsker(terminal)
  const style = styleOf(terminal.stdout, terminal.env)
  const say = (line: string): void => void terminal.stdout.write(`${line}\n`)
  return interview({ asker, known, language, style, say }).finally(asker.close)
}

const generated = (known: Values): Record<string, string> =>
  Object.fromEntries(GENERATED.map((name) => [name, known[name] || randomBytes(32).toString('hex')]))

/** @throws CommandError with the problems for which the backend would refuse to start */
function validate(values: Values): void {
  try {
    readEnvironment(values)
  } catch (error) {
    throw configError(error)
  }
}

const withoutPlaceholders = (values: Values): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '' && !isPlaceholder(value)))

function pair(text: string): [string, string] {
  const [, name, value] = /^([A-Z][A-Z0-9_]*)=(.*)$/s.exec(text) ?? []
  if (name === undefined || value === undefined)
    throw new UsageError(`--set ${text}：应写成 NAME=value`, `--set ${text}: expected NAME=value`)
  return [name, value]
}

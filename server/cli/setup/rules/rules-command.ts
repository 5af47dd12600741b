import { parseArgs } from 'node:util'
import { readHttpConfig } from '../../../config/http-config'
import type { Environment } from '../../../config/parse-environment'
import { originUrl } from '../../../config/values'
import type { Http } from '../../cloud/http'
import { languageOf } from '../../language'
import { withEnvFile } from '../../load-env-file'
import { CommandError, EXIT, type Terminal, UsageError } from '../../terminal'
import { element } from '../../xml'
import { createOperator, operatorConfig } from '../operator'
import { type Change, changeRules } from './change-rules'
import { CORS, MOST_RULES, mergeCors, withoutCors } from './cors'
import { LIFECYCLE, wantedRules } from './lifecycle'
import { mergeLifecycle, withoutLifecycle } from './merge-lifecycle'
import { readRules, rulesOf } from './rule-set'

const OPTIONS = {
  lang: { type: 'string' },
  'env-file': { type: 'string' },
  origin: { type: 'string', multiple: true },
  all: { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
} as const

const VERBS = ['get', 'apply', 'delete'] as const
type Verb = (typeof VERBS)[number]

/** `setup cors|lifecycle get|apply|delete` */
export async function rulesCommand(
  kind: 'cors' | 'lifecycle',
  args: string[],
  terminal: Terminal,
  http?: Http,
): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  const verb = VERBS.find((known) => known === (positionals[0] ?? 'get'))
  if (!verb || positionals.length > 1) throw new UsageError(`setup ${kind}: expected one of ${VERBS.join(', ')}`)
  const env = withEnvFile(terminal.env, terminal.folder, values['env-file'])
  const config = operatorConfig(env)
  const operator = createOperator(config, http)
  const set = kind === 'cors' ? CORS : LIFECYCLE
  if (verb === 'get') {
    const rules = rulesOf(set, await readRules(set, operator))
    terminal.stdout.write(rules.map((rule) => `${set.line(rule)}\n`).join('') || '-\n')
    return EXIT.fine
  }
  const wanted = values.all
    ? forAll(verb)
    : kind === 'cors'
      ? forCors(verb, values.origin ?? originsIn(env))
      : forLifecycle(verb, env.OSS_PREFIX || 'uploads')
  const options = { operator, set, yes: values.yes, dryRun: values['dry-run'] }
  return changeRules({ ...options, ...wanted }, terminal, languageOf(values.lang, env))
}

type Wanted = Pick<Change, 'wanted' | 'extras'>

function forAll(verb: Verb): Wanted {
  if (verb !== 'delete') throw new UsageError('--all: only with delete')
  return { wanted: () => ({ rules: [], notes: [] }) }
}

function forCors(verb: Verb, origins: readonly string[]): Wanted {
  if (origins.length === 0)
    throw new UsageError('setup cors: expected --origin https://www.example.com, or CORS_ORIGINS')
  const wrong = origins.find((origin) => origin !== '*' && originUrl(origin) !== origin)
  if (wrong) throw new UsageError(`--origin ${wrong}: expected such as https://www.example.com, without a path`)
  if (verb === 'delete') return { wanted: (rules) => ({ rules: withoutCors(rules, origins), notes: [] }) }
  return {
    wanted: (rules) => {
      const merged = mergeCors(rules, origins)
      if (merged.length <= MOST_RULES) return { rules: merged, notes: [] }
      throw new CommandError(
        `OSS takes at most ${MOST_RULES} CORS rules, and these are there already: remove one first.`,
      )
    },
    // Several origins share one cache.
    extras: [element('ResponseVary', 'true')],
  }
}

function forLifecycle(verb: Verb, prefix: string): Wanted {
  const own = wantedRules(prefix)
  return {
    wanted: (rules) =>
      verb === 'delete' ? { rules: withoutLifecycle(rules, own), notes: [] } : mergeLifecycle(rules, own),
  }
}

function originsIn(env: Environment): readonly string[] {
  const door = readHttpConfig(env)
  return 'value' in door ? door.value.corsOrigins : []
}

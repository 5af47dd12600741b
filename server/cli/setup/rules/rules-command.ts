import { parseArgs } from 'node:util'
import { parseHttpConfig } from '../../../config/http-config'
import type { Environment } from '../../../config/parse-environment'
import { originUrl } from '../../../config/values'
import { element } from '../../../oss/xml'
import type { Http } from '../../cloud/http'
import { createOperator, type Operator, type OperatorConfig, operatorConfig } from '../../cloud/operator'
import { languageOf } from '../../terminal/language'
import { withEnvFile } from '../../terminal/load-env-file'
import { CommandError, EXIT, styleOf, type Terminal, UsageError } from '../../terminal/terminal'
import { type Change, changeRules } from './change-rules'
import { CORS, MAX_RULES, mergeCors, withoutCors } from './cors'
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
  if (!verb || positionals.length > 1)
    throw new UsageError(
      `setup ${kind}：应为以下之一：${VERBS.join(', ')}`,
      `setup ${kind}: expected one of ${VERBS.join(', ')}`,
    )
  const env = withEnvFile(terminal.env, terminal.folder, values['env-file'])
  const config = operatorConfig(env)
  const set = kind === 'cors' ? CORS : LIFECYCLE
  const language = languageOf(values.lang, env)
  if (verb === 'get') {
    return inEachBucket(config, terminal, http, async (operator) => {
      const rules = rulesOf(set, await readRules(set, operator))
      terminal.stdout.write(rules.map((rule) => `${set.describe(rule)}\n`).join('') || '-\n')
      return EXIT.ok
    })
  }
  const wanted = values.all
    ? forAll(verb)
    : kind === 'cors'
      ? forCors(verb, values.origin ?? originsIn(env))
      : forLifecycle(verb, env.OSS_PREFIX || 'uploads')
  const options = { set, yes: values.yes, dryRun: values['dry-run'], ...wanted }
  return inEachBucket(config, terminal, http, (operator) => changeRules({ ...options, operator }, terminal, language))
}

/** One bucket after the other, each below its name if there are several. @returns the worst exit code */
async function inEachBucket(
  config: OperatorConfig,
  terminal: Terminal,
  http: Http | undefined,
  work: (operator: Operator) => Promise<number>,
): Promise<number> {
  const places = [config.oss, ...Object.values(config.buckets ?? {})]
  const codes: number[] = []
  for (const oss of places) {
    if (places.length > 1) terminal.stdout.write(`${styleOf(terminal.stdout, terminal.env).bold(oss.bucket)}\n`)
    codes.push(await work(createOperator({ ...config, oss }, http)))
  }
  return Math.max(...codes)
}

type Wanted = Pick<Change, 'wanted' | 'extras'>

function forAll(verb: Verb): Wanted {
  if (verb !== 'delete') throw new UsageError('--all：只能与 delete 一起使用', '--all: can only be used with delete')
  return { wanted: () => ({ rules: [], notes: [] }) }
}

function forCors(verb: Verb, origins: readonly string[]): Wanted {
  if (origins.length === 0)
    throw new UsageError(
      'setup cors：请用 --origin https://www.example.com 或 CORS_ORIGINS 指定来源',
      'setup cors: expected --origin https://www.example.com, or CORS_ORIGINS',
    )
  const wrong = origins.find((origin) => origin !== '*' && originUrl(origin) !== origin)
  if (wrong)
    throw new UsageError(
      `--origin ${wrong}：应为来源，如 https://www.example.com，不含路径`,
      `--origin ${wrong}: expected an origin such as https://www.example.com, without a path`,
    )
  if (verb === 'delete') return { wanted: (rules) => ({ rules: withoutCors(rules, origins), notes: [] }) }
  return {
    wanted: (rules) => {
      const merged = mergeCors(rules, origins)
      if (merged.length <= MAX_RULES) return { rules: merged, notes: [] }
      throw new CommandError(
        `存储空间已有 ${MAX_RULES} 条跨域规则，达到 OSS 的上限。请先删除一条。`,
        `The bucket already has ${MAX_RULES} CORS rules, the most that OSS allows. Remove one first.`,
      )
    },
    // The answer depends on the origin, and caches must know that.
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
  const read = parseHttpConfig(env)
  return 'value' in read ? read.value.corsOrigins : []
}

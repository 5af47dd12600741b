import { parseArgs } from 'node:util'
import { otherNames, variableOf } from '../../../config/bucket-config'
import type { Environment } from '../../../config/parse-environment'
import { languageOf, type Text } from '../../terminal/language'
import { withEnvFile } from '../../terminal/load-env-file'
import { EXIT, styleOf, type Terminal, UsageError } from '../../terminal/terminal'
import { POLICY_NAMES, type PolicyName, type PolicyOptions, policyDocument } from './documents'
import { terraform } from './terraform'

const OPTIONS = {
  lang: { type: 'string' },
  'env-file': { type: 'string' },
  bucket: { type: 'string' },
  prefix: { type: 'string' },
  role: { type: 'string' },
  json: { type: 'boolean' },
  terraform: { type: 'boolean' },
  // `setup policy` writes nothing, but every `setup` command accepts these options.
  yes: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
} as const

const TITLES: Readonly<Record<PolicyName, Text>> = {
  user: {
    zh: '后端的访问密钥所属的 RAM 用户（在 RAM 控制台“权限策略”创建，再授予用户）：只允许扮演这个角色',
    en: 'For the RAM user whose AccessKey the backend has (create it in the RAM console, Policies, then grant it): may only assume this role',
  },
  role: {
    zh: '角色的权限策略（创建后授予角色）：三种会话需要的操作，只限这个前缀',
    en: 'For the role: the actions that the three kinds of sessions need, only below this prefix',
  },
  trust: {
    zh: '角色的信任策略（RAM 控制台 → 角色 → 信任策略）：本账号的 RAM 用户可以扮演它',
    en: 'The trust policy of the role (RAM console → Roles → Trust Policy): RAM users of this account may assume it',
  },
  operator: {
    zh: '运行 doctor 与 setup 的运维人员（可以只在运行时授予）：查看和修改存储空间的设置',
    en: 'For the operator who runs doctor and setup (may be granted temporarily): to read and change the settings of the bucket',
  },
}

/** `setup policy [user|role|trust|operator] [--json|--terraform]` */
export async function policyCommand(args: string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  const env = withEnvFile(terminal.env, terminal.folder, values['env-file'])
  const options: PolicyOptions = {
    buckets: values.bucket?.split(',') ?? bucketsIn(env),
    prefix: values.prefix ?? env.OSS_PREFIX ?? 'uploads',
    roleArn: values.role ?? env.STS_ROLE_ARN ?? 'acs:ram::<account-id>:role/<role-name>',
  }
  const names = positionals.length > 0 ? positionals.map(nameOf) : POLICY_NAMES
  if (values.terraform) {
    terminal.stdout.write(terraform(options))
  } else if (values.json) {
    const documents = names.map((name) => [name, policyDocument(name, options)])
    terminal.stdout.write(`${JSON.stringify(Object.fromEntries(documents), null, 2)}\n`)
  } else if (names.length === 1 && positionals.length === 1) {
    // Only the document, so that it can be copied or written to a file.
    terminal.stdout.write(`${JSON.stringify(policyDocument(names[0] ?? 'role', options), null, 2)}\n`)
  } else {
    const style = styleOf(terminal.stdout, terminal.env)
    const language = languageOf(values.lang, terminal.env)
    for (const name of names) {
      const heading = style.bold(`${name}  ${TITLES[name][language]}`)
      terminal.stdout.write(`${heading}\n${JSON.stringify(policyDocument(name, options), null, 2)}\n\n`)
    }
  }
  return EXIT.ok
}

/** The policies are needed before the configuration is complete, so nothing is checked. */
const bucketsIn = (env: Environment): string[] => [
  env.OSS_BUCKET ?? 'your-bucket',
  ...otherNames(env).map((name) => env[variableOf('OSS_BUCKET', name)] ?? `your-${name}-bucket`),
]

function nameOf(text: string): PolicyName {
  const name = POLICY_NAMES.find((known) => known === text)
  if (!name)
    throw new UsageError(
      `setup policy ${text}：应为以下之一：${POLICY_NAMES.join(', ')}`,
      `setup policy ${text}: expected one of ${POLICY_NAMES.join(', ')}`,
    )
  return name
}

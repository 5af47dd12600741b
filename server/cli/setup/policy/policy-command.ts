import { parseArgs } from 'node:util'
import { languageOf, type Text } from '../../language'
import { withEnvFile } from '../../load-env-file'
import { EXIT, styleOf, type Terminal, UsageError } from '../../terminal'
import { POLICY_NAMES, type PolicyName, type PolicyPlace, policyDocument } from './documents'
import { terraform } from './terraform'

const OPTIONS = {
  lang: { type: 'string' },
  'env-file': { type: 'string' },
  bucket: { type: 'string' },
  prefix: { type: 'string' },
  role: { type: 'string' },
  json: { type: 'boolean' },
  terraform: { type: 'boolean' },
  // It writes nothing: taken so that every `setup` takes them.
  yes: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
} as const

const TITLES: Readonly<Record<PolicyName, Text>> = {
  user: {
    zh: '后端密钥所属的 RAM 用户（RAM 控制台 → 权限策略 → 创建，再授予用户）：只能扮演这一个角色',
    en: 'For the RAM user whose key the backend has (RAM console → Policies → create, then grant): may assume this role alone',
  },
  role: {
    zh: '角色的权限策略（创建后授予角色）：三种会话用到的操作，只限这个前缀',
    en: 'For the role: the actions of the three kinds of session, on this prefix alone',
  },
  trust: {
    zh: '角色的信任策略（RAM 控制台 → 角色 → 信任策略）：本账号的 RAM 用户可以扮演它',
    en: 'The role’s trust policy (RAM console → Roles → Trust Policy): RAM users of this account may assume it',
  },
  operator: {
    zh: '运行 doctor 与 setup 的人（可只在用的时候授予）：看和改存储空间的设置',
    en: 'For whoever runs doctor and setup, if only while they do: to see and change the bucket’s settings',
  },
}

/** `setup policy [user|role|trust|operator] [--json|--terraform]` */
export async function policyCommand(args: string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  const env = withEnvFile(terminal.env, terminal.folder, values['env-file'])
  const place: PolicyPlace = {
    bucket: values.bucket ?? env.OSS_BUCKET ?? 'your-bucket',
    prefix: values.prefix ?? env.OSS_PREFIX ?? 'uploads',
    roleArn: values.role ?? env.STS_ROLE_ARN ?? 'acs:ram::<account-id>:role/<role-name>',
  }
  const names = positionals.length > 0 ? positionals.map(nameOf) : POLICY_NAMES
  if (values.terraform) {
    terminal.stdout.write(terraform(place))
  } else if (values.json) {
    const documents = names.map((name) => [name, policyDocument(name, place)])
    terminal.stdout.write(`${JSON.stringify(Object.fromEntries(documents), null, 2)}\n`)
  } else if (names.length === 1 && positionals.length === 1) {
    // By itself, so that it can go into a file or the clipboard.
    terminal.stdout.write(`${JSON.stringify(policyDocument(names[0] ?? 'role', place), null, 2)}\n`)
  } else {
    const style = styleOf(terminal.stdout, terminal.env)
    const language = languageOf(values.lang, terminal.env)
    for (const name of names) {
      const heading = style.bold(`${name}  ${TITLES[name][language]}`)
      terminal.stdout.write(`${heading}\n${JSON.stringify(policyDocument(name, place), null, 2)}\n\n`)
    }
  }
  return EXIT.fine
}

function nameOf(text: string): PolicyName {
  const name = POLICY_NAMES.find((known) => known === text)
  if (!name) throw new UsageError(`setup policy ${text}: expected one of ${POLICY_NAMES.join(', ')}`)
  return name
}

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { shortId } from '../../../terminal/hide-secrets'
import { type Check, error, type Finding, fact } from '../check'

export const LEAKS: Check = {
  id: 'leaks',
  title: { zh: '小程序代码中的密钥', en: 'secrets in the mini-program' },
  why: {
    zh: '任何人都能解包小程序的代码，其中的密钥等于公开。',
    en: 'Anyone can unpack a mini-program, so a secret in it is public.',
  },
  needs: [],
  async run({ miniProgram, secrets }) {
    if (miniProgram === undefined)
      return [
        fact(
          'no-mini-program',
          '没有找到小程序目录（用 --tree 指定）',
          'found no mini-program (name its folder with --tree)',
        ),
      ]
    const files = sourceFiles(miniProgram)
    const found = files.flatMap((path) =>
      leaksIn(readFileSync(path, 'utf8'), secrets).map((leak) =>
        leaked(leak, relative(miniProgram, path).split(sep).join('/')),
      ),
    )
    return found.length > 0 ? found : [fact('clean', `检查了 ${files.length} 个文件`, `files checked: ${files.length}`)]
  },
}

export interface Leak {
  kind: 'access-key' | 'sts-key' | 'app-secret' | 'own-secret'
  line: number
  /** The AccessKey ID, shortened. Secrets are never shown. */
  id?: string
}

const PATTERNS: readonly [Leak['kind'], RegExp][] = [
  ['access-key', /\bLTAI[0-9A-Za-z]{12,26}\b/],
  ['sts-key', /\bSTS\.[0-9A-Za-z]{16,40}\b/],
  // 32 hex digits with a name that ends in “secret”.
  ['app-secret', /secret["'\s]*[:=]\s*["'`][0-9a-f]{32}["'`]/i],
]

export function leaksIn(text: string, secrets: Iterable<string>): Leak[] {
  const own = [...secrets].flatMap((secret) => secret.split(',')).filter((secret) => secret.length >= 8)
  return text.split('\n').flatMap((content, index): Leak[] => {
    const line = index + 1
    if (own.some((secret) => content.includes(secret))) return [{ kind: 'own-secret', line }]
    const [match] = PATTERNS.flatMap(([kind, pattern]) => {
      const found = pattern.exec(content)?.[0]
      return found === undefined ? [] : [{ kind, line, ...(kind !== 'app-secret' && { id: shortId(found) }) }]
    })
    return match ? [match] : []
  })
}

const KINDS: Readonly<Record<Leak['kind'], [string, string]>> = {
  'access-key': ['访问密钥（AccessKey）', 'an AccessKey'],
  'sts-key': ['STS 临时访问凭证', 'an STS AccessKey'],
  'app-secret': ['AppSecret 或类似的密钥', 'an AppSecret or a similar secret'],
  'own-secret': ['后端环境变量中的密钥', 'a secret of the backend’s environment'],
}

function leaked({ kind, line, id = '' }: Leak, file: string): Finding {
  const [zh, en] = KINDS[kind]
  const aside = id && ` ${id}`
  return error(
    `leaked:${file}:${line}`,
    { zh: `${file}:${line} 里有${zh}${aside}`, en: `${file}:${line} has ${en}${aside}` },
    {
      fix: {
        zh: '从代码中删除，并立即让它失效：在 RAM 控制台禁用并删除 AccessKey，在小程序后台重置 AppSecret，更换 SESSION_SECRET 或 HOST_API_KEYS。密钥只能放在后端。',
        en: 'Remove it from the code, and make it invalid at once: disable and delete the AccessKey in the RAM console, reset the AppSecret, replace SESSION_SECRET or the entry of HOST_API_KEYS. Only the backend may have secrets.',
      },
    },
  )
}

const SKIPPED = new Set(['node_modules', '.git', 'miniprogram_npm', 'dist'])
const TEXTS = /\.(ts|js|mjs|cjs|json|wxml|wxss|wxs|less|scss|md|txt|html|vue|env)$|^\.env/
const MAX_BYTES = 2 * 1024 * 1024

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : sourceFiles(path)
    return entry.isFile() && TEXTS.test(entry.name) && statSync(path).size <= MAX_BYTES ? [path] : []
  })
}

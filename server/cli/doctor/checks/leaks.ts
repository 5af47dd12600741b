import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { shortId } from '../../hide-secrets'
import { type Check, error, type Finding, fact } from '../check'

export const LEAKS: Check = {
  id: 'leaks',
  title: { zh: '小程序里有没有密钥', en: 'keys in the mini-program' },
  why: {
    zh: '小程序的代码人人都能解包：里面的密钥等于公开了。',
    en: 'Anybody can unpack a mini-program: a key in it is a key published.',
  },
  needs: [],
  async run({ tree, secrets }) {
    if (tree === undefined)
      return [fact('no-tree', '没有找到小程序目录（--tree 指定）', 'found no mini-program here (name it by --tree)')]
    const files = sourceFiles(tree)
    const found = files.flatMap((path) =>
      leaksIn(readFileSync(path, 'utf8'), secrets).map((leak) =>
        leaked(leak, relative(tree, path).split(sep).join('/')),
      ),
    )
    return found.length > 0 ? found : [fact('clean', `看过 ${files.length} 个文件`, `${files.length} files looked at`)]
  },
}

export interface Leak {
  kind: 'access-key' | 'sts-key' | 'app-secret' | 'own-secret'
  line: number
  /** Of a key id only: secrets are never shown. */
  id?: string
}

const PATTERNS: readonly [Leak['kind'], RegExp][] = [
  ['access-key', /\bLTAI[0-9A-Za-z]{12,26}\b/],
  ['sts-key', /\bSTS\.[0-9A-Za-z]{16,40}\b/],
  // 32 hex digits that are called a secret.
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
  'access-key': ['AccessKey', 'an AccessKey'],
  'sts-key': ['STS 密钥', 'an STS key'],
  'app-secret': ['AppSecret 之类的密钥', 'an AppSecret or the like'],
  'own-secret': ['后端环境变量里的密钥', 'a secret of the backend’s environment'],
}

function leaked({ kind, line, id = '' }: Leak, file: string): Finding {
  const [zh, en] = KINDS[kind]
  const aside = id && ` ${id}`
  return error(
    `leaked:${file}:${line}`,
    { zh: `${file}:${line} 里有${zh}${aside}`, en: `${file}:${line} has ${en}${aside}` },
    {
      mend: {
        zh: '从代码里去掉，并立即作废它：RAM 控制台禁用再删除 AccessKey；AppSecret 在小程序后台重置；SESSION_SECRET 换新。密钥只放在后端。',
        en: 'Take it out, and make it worthless at once: disable and delete the AccessKey in the RAM console, reset the AppSecret, renew SESSION_SECRET. Keys belong to the backend alone.',
      },
    },
  )
}

const SKIPPED = new Set(['node_modules', '.git', 'miniprogram_npm', 'dist'])
const TEXTS = /\.(ts|js|mjs|cjs|json|wxml|wxss|wxs|less|scss|md|txt|html|vue|env)$|^\.env/
const MOST_BYTES = 2 * 1024 * 1024

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : sourceFiles(path)
    return entry.isFile() && TEXTS.test(entry.name) && statSync(path).size <= MOST_BYTES ? [path] : []
  })
}

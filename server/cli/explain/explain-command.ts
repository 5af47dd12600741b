import { existsSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { hideTokens } from '../hide-secrets'
import { isLocale, type Locale, type Text } from '../language'
import { EXIT, readAll, styleOf, type Terminal, UsageError } from '../terminal'
import { explanationOf } from './explanation'
import { printExplanation, printMismatch } from './print'
import { readInput } from './read-input'
import { explainMismatch, type OwnSide } from './signature/explain-mismatch'

export const EXPLAIN_USAGE: Text = {
  zh: `explain [--lang zh|en] [--json] [错误…]
  解释一个错误：OSS 或 STS 的 XML、EC 码、应答头、wx 的 errMsg / errno、微信的 errcode、一句话。
  从参数、--file 文件或标准输入读取。
  --file F      从文件读
  --request F   签名的请求（签名 URL、HTTP 请求或凭证 fields）：与 OSS 的 StringToSign 逐行比较；- 为标准输入
  --ours F      自己程序的待签名串或规范请求，同上
  --bucket B    请求里看不出存储空间名时
`,
  en: `explain [--lang zh|en] [--json] [ERROR…]
  Explains an error: XML of OSS or STS, an EC code, headers, errMsg or errno of wx, WeChat's errcode, a sentence;
  from arguments, from a --file or from standard input.
  --file F      read from a file
  --request F   the signed request (a signed URL, an HTTP request, a ticket's fields): compared line by line with OSS's
                StringToSign; - is standard input
  --ours F      the string to sign or canonical request of your own program, likewise
  --bucket B    where the request does not name it
`,
}

const OPTIONS = {
  lang: { type: 'string' },
  json: { type: 'boolean' },
  file: { type: 'string' },
  request: { type: 'string' },
  ours: { type: 'string' },
  bucket: { type: 'string' },
} as const

/** @returns 0 when it was explained, 1 when it is not known. */
export async function explainCommand(args: string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  const input = values.file === undefined ? await inputOf(positionals, terminal) : await readFrom(values.file, terminal)
  const own = await ownSide(values, terminal)
  const found = readInput(input)
  const explanation = found && explanationOf(found)
  const mismatch = found && explainMismatch(found, own)
  const { stdout } = terminal
  if (values.json) {
    stdout.write(hideTokens(`${JSON.stringify({ ...explanation, ...(mismatch && { mismatch }) })}\n`))
  } else {
    const locales: Locale[] = isLocale(values.lang) ? [values.lang] : ['zh', 'en']
    const style = styleOf(stdout, terminal.env)
    stdout.write(explanation ? printExplanation(explanation, locales, style) : notUnderstood(locales))
    if (mismatch) stdout.write(printMismatch(mismatch, locales, style))
  }
  return explanation?.what ? EXIT.fine : EXIT.warnings
}

async function ownSide(
  { request, ours, bucket }: { request?: string; ours?: string; bucket?: string },
  terminal: Terminal,
): Promise<OwnSide> {
  return {
    ...(request !== undefined && { request: await readFrom(request, terminal) }),
    ...(ours !== undefined && { ours: await readFrom(ours, terminal) }),
    bucket: bucket ?? terminal.env.OSS_BUCKET,
  }
}

const notUnderstood = (locales: readonly Locale[]): string =>
  `${locales.map((locale) => NOT_UNDERSTOOD[locale]).join('\n')}\n`

const NOT_UNDERSTOOD: Text = {
  zh: '没有认出任何错误码。请贴完整的应答（XML、JSON 或应答头）。',
  en: 'Found no error code in it. Paste the whole answer (XML, JSON or headers).',
}

/** A single argument that names a file stands for what is in it. */
async function inputOf(positionals: string[], terminal: Terminal): Promise<string> {
  const [only] = positionals
  if (positionals.length === 1 && only !== undefined && isFile(resolve(terminal.folder, only))) {
    return readFileSync(resolve(terminal.folder, only), 'utf8')
  }
  if (only !== undefined) return positionals.join(' ')
  if (terminal.stdin.isTTY) throw new UsageError('expected an error to explain')
  return readAll(terminal.stdin)
}

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile()

async function readFrom(path: string, { stdin, folder }: Terminal): Promise<string> {
  if (path === '-') return readAll(stdin)
  if (!isFile(resolve(folder, path))) throw new UsageError(`${path}: there is no such file`)
  return readFileSync(resolve(folder, path), 'utf8')
}

import { existsSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { decodeText } from '../terminal/decode-text'
import { hideTokens } from '../terminal/hide-secrets'
import { isLocale, type Locale, type Text } from '../terminal/language'
import { printable } from '../terminal/printable'
import { EXIT, readAll, styleOf, type Terminal, UsageError } from '../terminal/terminal'
import { explanationOf } from './explanation'
import { readInput } from './input/read-input'
import { printExplanation, printMismatch, printUnknown } from './print'
import { explainMismatch, type OwnSide } from './signature/explain-mismatch'

export const EXPLAIN_USAGE: Text = {
  zh: `explain [--lang zh|en] [--json] [错误…]
  解释一个错误：OSS 或 STS 的 XML、EC 码、响应头，wx 的 errMsg / errno，微信的 errcode，或一句错误信息。
  从参数、--file 指定的文件或标准输入读取。
  --file F      从文件读取
  --request F   签名的请求（签名 URL、HTTP 请求或凭证 fields）：与 OSS 的 StringToSign 逐行比较；- 表示标准输入
  --ours F      你的程序生成的待签名字符串或规范请求，同样逐行比较
  --bucket B    存储空间的名称（请求里没有时）
`,
  en: `explain [--lang zh|en] [--json] [ERROR…]
  Explains an error: XML of OSS or STS, an EC code, response headers, errMsg or errno of wx, WeChat's errcode, or an
  error message. Reads the arguments, a file (--file) or standard input.
  --file F      reads this file
  --request F   the signed request (a signed URL, an HTTP request or a ticket's fields), which is compared line by line
                with the StringToSign of OSS; - means standard input
  --ours F      the string to sign or the canonical request of your program, which is compared in the same way
  --bucket B    the bucket, if the request does not name it
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

/** @returns 0 when the error was explained, 1 when it is unknown */
export async function explainCommand(args: string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  const input = values.file === undefined ? await inputOf(positionals, terminal) : await readFrom(values.file, terminal)
  const own = await ownSide(values, terminal)
  const found = readInput(input)
  const explanation = found && explanationOf(found)
  const mismatch = found && explainMismatch(found, own)
  const { stdout } = terminal
  if (values.json) {
    stdout.write(`${jsonText({ ...explanation, ...(mismatch && { mismatch }) })}\n`)
  } else {
    const locales: Locale[] = isLocale(values.lang) ? [values.lang] : ['zh', 'en']
    const style = styleOf(stdout, terminal.env)
    stdout.write(explanation ? printExplanation(explanation, locales, style) : printUnknown(locales))
    if (mismatch) stdout.write(printMismatch(mismatch, locales, style))
  }
  return explanation?.what ? EXIT.ok : EXIT.warnings
}

/** JSON escapes C0 controls only; the others are written as text, `\\x9b`. */
const jsonText = (value: unknown): string =>
  hideTokens(JSON.stringify(value, (_, one: unknown) => (typeof one === 'string' ? printable(one) : one)))

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

/** A single argument that names a file is replaced by the content of that file. */
async function inputOf(positionals: string[], terminal: Terminal): Promise<string> {
  const [only] = positionals
  if (positionals.length === 1 && only !== undefined && isFile(resolve(terminal.folder, only))) {
    return decodeText(readFileSync(resolve(terminal.folder, only)))
  }
  if (only !== undefined) return positionals.join(' ')
  if (terminal.stdin.isTTY) throw new UsageError('缺少要解释的错误', 'expected an error to explain')
  return readAll(terminal.stdin)
}

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile()

async function readFrom(path: string, { stdin, folder }: Terminal): Promise<string> {
  if (path === '-') return readAll(stdin)
  if (!isFile(resolve(folder, path))) throw new UsageError(`${path}：没有这个文件`, `${path}: there is no such file`)
  return decodeText(readFileSync(resolve(folder, path)))
}

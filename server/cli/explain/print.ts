import type { ReportedError } from '../cloud/reported-error'
import { hideTokens } from '../terminal/hide-secrets'
import type { Locale, Text } from '../terminal/language'
import type { Style } from '../terminal/terminal'
import type { Explanation } from './explanation'
import type { Mismatch } from './signature/explain-mismatch'

const WORDS = {
  what: { zh: '发生了什么', en: 'What happened' },
  fix: { zh: '怎么办', en: 'What to do' },
  console: { zh: '小程序控制台', en: 'In the mini-program’s console' },
  page: { zh: '文档', en: 'Documented at' },
  unknown: {
    zh: '错误表里没有这个错误。上面是从中读出的内容。',
    en: 'The tables do not have this error. Above is what could be read from it.',
  },
  differs: { zh: '签名的内容有哪些不同', en: 'Differences in what was signed' },
  ours: { zh: '我们', en: 'ours' },
} as const satisfies Record<string, Text>

const MAX_VALUE = 200
/** These are compared, not shown. */
const LONG = ['StringToSign', 'CanonicalRequest']

export function printExplanation(explanation: Explanation, locales: readonly Locale[], style: Style): string {
  const { error, what, fix, inConsole, page } = explanation
  const lines = [style.bold(titleOf(error))]
  if (error.message) lines.push(`  ${style.dim(cut(error.message))}`)
  for (const [name, value] of Object.entries(error.details)) {
    if (!LONG.includes(name)) lines.push(`  ${style.dim(`${name}: ${cut(value)}`)}`)
  }
  for (const locale of locales) {
    lines.push('', ...(what ? [] : [`  ${style.yellow(WORDS.unknown[locale])}`]))
    if (what) lines.push(`  ${style.cyan(WORDS.what[locale])}  ${what[locale]}`)
    if (fix) lines.push(`  ${style.cyan(WORDS.fix[locale])}  ${fix[locale]}`)
    if (inConsole && error.family !== 'library') {
      const { message, hint } = inConsole[locale]
      lines.push(`  ${style.cyan(WORDS.console[locale])}  [${inConsole.code}] ${message}`, `    ${hint}`)
    }
  }
  if (page) lines.push('', `  ${style.cyan(locales.map((locale) => WORDS.page[locale]).join(' / '))}  ${page}`)
  return hideTokens(`${lines.join('\n')}\n`)
}

function titleOf({ family, code, ec, status, requestId }: ReportedError): string {
  const name = family === 'wx' && code ? `errno ${code}` : family === 'wechat' ? `errcode ${code}` : code
  return [name, ec, status > 0 && `HTTP ${status}`, requestId && `RequestId ${requestId}`].filter(Boolean).join('  ')
}

export function printMismatch({ differences, conclusion }: Mismatch, locales: readonly Locale[], style: Style): string {
  const inAll = (text: Text, joint: string): string => locales.map((locale) => text[locale]).join(joint)
  const lines = ['', `  ${style.cyan(inAll(WORDS.differs, ' / '))}`]
  for (const { place, theirs, ours, cause } of differences) {
    lines.push(`  ${style.bold(inAll(place, ' / '))}`)
    lines.push(
      `    ${style.green(`OSS   ${cut(theirs) || '—'}`)}`,
      `    ${style.red(`${inAll(WORDS.ours, ' ')}  ${cut(ours) || '—'}`)}`,
    )
    lines.push(...locales.map((locale) => `    ${cause[locale]}`))
  }
  lines.push(...locales.map((locale) => `  ${conclusion[locale]}`))
  return hideTokens(`${lines.join('\n')}\n`)
}

/** Puts the text on one line and shortens it. */
function cut(text: string): string {
  const line = hideTokens(text).replaceAll('\n', '\\n')
  return line.length <= MAX_VALUE ? line : `${line.slice(0, MAX_VALUE)}…`
}

import type { ReportedError } from '../cloud/reported-error'
import { hideTokens } from '../terminal/hide-secrets'
import type { Locale, Text } from '../terminal/language'
import { printable } from '../terminal/printable'
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
  send: { zh: '请改为提供', en: 'Send instead' },
  differs: { zh: '签名的内容有哪些不同', en: 'Differences in what was signed' },
  ours: { zh: '我们', en: 'ours' },
} as const satisfies Record<string, Text>

/** What tells more than the text that nobody knows. */
const WHAT_TO_SEND: Text = {
  zh: '完整的响应：curl -i 的状态行、响应头与正文（XML 或 JSON）；小程序里是 JSON.stringify(err)，包括 errMsg 与 errno；网页里是控制台的红色错误。有 RequestId 时，可以在 OSS 控制台的自助诊断或工单里查询它。',
  en: 'The whole answer: status line, headers and body (XML or JSON) as curl -i prints them; in a mini-program JSON.stringify(err) with errMsg and errno; in a web page the red line of the console. Alibaba Cloud’s support can look up a RequestId.',
}

/** The answer to a text in which nothing was recognised. */
export const printUnknown = (locales: readonly Locale[]): string =>
  `${locales.map((locale) => `${NOT_RECOGNISED[locale]}\n${WORDS.send[locale]}  ${WHAT_TO_SEND[locale]}`).join('\n\n')}\n`

const NOT_RECOGNISED: Text = {
  zh: '没有认出这个错误：里面没有已知的错误码，也没有已知的错误信息。',
  en: 'This error was not recognised: it has no known code and no known message.',
}

const MAX_VALUE = 200
/** These are compared, not shown. */
const LONG = ['StringToSign', 'CanonicalRequest']

export function printExplanation(explanation: Explanation, locales: readonly Locale[], style: Style): string {
  const { error, what, fix, inConsole, page } = explanation
  const lines = [style.bold(printable(titleOf(error)))]
  if (error.message) lines.push(`  ${style.dim(cut(error.message))}`)
  for (const [name, value] of Object.entries(error.details)) {
    if (!LONG.includes(name)) lines.push(`  ${style.dim(cut(`${name}: ${value}`))}`)
  }
  for (const locale of locales) {
    lines.push('')
    if (!what) {
      lines.push(`  ${style.yellow(WORDS.unknown[locale])}`)
      lines.push(`  ${style.cyan(WORDS.send[locale])}  ${WHAT_TO_SEND[locale]}`)
    }
    if (what) lines.push(`  ${style.cyan(WORDS.what[locale])}  ${what[locale]}`)
    if (fix) lines.push(`  ${style.cyan(WORDS.fix[locale])}  ${fix[locale]}`)
    if (inConsole && error.family !== 'library') {
      const { message, hint } = inConsole[locale]
      lines.push(
        `  ${style.cyan(WORDS.console[locale])}  [${inConsole.code}] ${cut(message)}`,
        `    ${onOneLine(hint)}`,
      )
    }
  }
  if (page) lines.push('', `  ${style.cyan(locales.map((locale) => WORDS.page[locale]).join(' / '))}  ${page}`)
  return hideTokens(`${lines.join('\n')}\n`)
}

/** The codes of these families are names of our tables, which no program prints. */
const NAMELESS: readonly ReportedError['family'][] = ['browser', 'sdk', 'http']

function titleOf({ family, code, ec, status, requestId }: ReportedError): string {
  const name = family === 'wx' && code ? `errno ${code}` : family === 'wechat' ? `errcode ${code}` : code
  const parts = [
    NAMELESS.includes(family) ? '' : name,
    ec,
    status > 0 && `HTTP ${status}`,
    requestId && `RequestId ${requestId}`,
  ]
  return parts.filter(Boolean).join('  ') || family
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

const onOneLine = (text: string): string => printable(hideTokens(text)).replaceAll('\n', '\\n').replaceAll('\t', '\\t')

/** Puts the text on one line and shortens it. */
function cut(text: string): string {
  const line = onOneLine(text)
  return line.length <= MAX_VALUE ? line : `${line.slice(0, MAX_VALUE)}…`
}

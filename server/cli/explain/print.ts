import { hideTokens } from '../hide-secrets'
import type { Locale, Text } from '../language'
import type { Style } from '../terminal'
import type { Explanation } from './explanation'
import type { Said } from './said'
import type { Mismatch } from './signature/explain-mismatch'

const WORDS = {
  what: { zh: '发生了什么', en: 'What happened' },
  todo: { zh: '怎么办', en: 'What to do' },
  console: { zh: '小程序控制台', en: 'In the mini-program’s console' },
  page: { zh: '文档', en: 'Documented at' },
  unknown: {
    zh: '表里没有这个错误；下面是能读出来的内容。',
    en: 'This one is not in the table; below is what could be read of it.',
  },
  differs: { zh: '签名的内容哪里不同', en: 'Where what was signed differs' },
} as const satisfies Record<string, Text>

const MAX_VALUE = 200
/** Compared instead of shown. */
const LONG = ['StringToSign', 'CanonicalRequest']

export function printExplanation(explanation: Explanation, locales: readonly Locale[], style: Style): string {
  const { said, what, todo, inConsole, page } = explanation
  const lines = [style.bold(titleOf(said))]
  if (said.message) lines.push(`  ${style.dim(cut(said.message))}`)
  for (const [name, value] of Object.entries(said.details)) {
    if (!LONG.includes(name)) lines.push(`  ${style.dim(`${name}: ${cut(value)}`)}`)
  }
  for (const locale of locales) {
    lines.push('', ...(what ? [] : [`  ${style.yellow(WORDS.unknown[locale])}`]))
    if (what) lines.push(`  ${style.cyan(WORDS.what[locale])}  ${what[locale]}`)
    if (todo) lines.push(`  ${style.cyan(WORDS.todo[locale])}  ${todo[locale]}`)
    if (inConsole && said.family !== 'ours') {
      const { message, hint } = inConsole[locale]
      lines.push(`  ${style.cyan(WORDS.console[locale])}  [${inConsole.code}] ${message}`, `    ${hint}`)
    }
  }
  if (page) lines.push('', `  ${style.cyan(locales.map((locale) => WORDS.page[locale]).join(' / '))}  ${page}`)
  return hideTokens(`${lines.join('\n')}\n`)
}

function titleOf({ family, code, ec, status, requestId }: Said): string {
  const name = family === 'wx' && code ? `errno ${code}` : family === 'wechat' ? `errcode ${code}` : code
  return [name, ec, status > 0 && `HTTP ${status}`, requestId && `RequestId ${requestId}`].filter(Boolean).join('  ')
}

export function printMismatch({ differences, conclusion }: Mismatch, locales: readonly Locale[], style: Style): string {
  const lines = ['', `  ${style.cyan(locales.map((locale) => WORDS.differs[locale]).join(' / '))}`]
  for (const { place, theirs, ours, cause } of differences) {
    lines.push(`  ${style.bold(locales.map((locale) => place[locale]).join(' / '))}`)
    lines.push(
      `    ${style.green(`OSS   ${cut(theirs) || '—'}`)}`,
      `    ${style.red(`我们 ours  ${cut(ours) || '—'}`)}`,
    )
    lines.push(...locales.map((locale) => `    ${cause[locale]}`))
  }
  lines.push(...locales.map((locale) => `  ${conclusion[locale]}`))
  return hideTokens(`${lines.join('\n')}\n`)
}

/** On one line, and not endless. */
function cut(text: string): string {
  const line = hideTokens(text).replaceAll('\n', '\\n')
  return line.length <= MAX_VALUE ? line : `${line.slice(0, MAX_VALUE)}…`
}

import type { Locale, Text } from '../language'
import type { Style } from '../terminal'
import type { Check, Finding } from './check'
import { CHECKS } from './checks/all'
import type { Outcome, Status } from './run-checks'

export const WORDS = {
  why: { zh: '为什么', en: 'why' },
  mend: { zh: '怎么办', en: 'mend' },
  command: { zh: '命令', en: 'run' },
  skipped: { zh: '跳过：先解决', en: 'skipped: first mend' },
  left: { zh: '没能清理：', en: 'left behind: ' },
} as const satisfies Record<string, Text>

const MARKS: Readonly<Record<Status, string>> = { passed: '✓', warned: '!', failed: '✗', skipped: '–' }

export function markOf(status: Status, style: Style): string {
  const paint = { passed: style.green, warned: style.yellow, failed: style.red, skipped: style.dim }[status]
  return paint(MARKS[status])
}

/** `✗ title`, what was found, why it matters, how it is mended. */
export function printOutcome({ check, status, findings, because }: Outcome, locale: Locale, style: Style): string {
  const head = `${markOf(status, style)} ${style.bold(check.title[locale])} ${style.dim(check.id)}`
  if (status === 'skipped') return `${head}  ${style.dim(`${WORDS.skipped[locale]} ${titleOf(because, locale)}`)}\n`
  const bad = findings.filter(isBad)
  return [
    head,
    ...findings.flatMap((finding) => findingLines(finding, locale, style)),
    ...(bad.length > 0 ? [`    ${style.cyan(WORDS.why[locale])}  ${check.why[locale]}`] : []),
    ...mendLines(findings, locale, style),
    '',
  ].join('\n')
}

const isBad = ({ severity }: Finding): boolean => severity === 'warning' || severity === 'error'

function findingLines({ severity, found }: Finding, locale: Locale, style: Style): string[] {
  const text = found[locale]
  switch (severity) {
    case 'error':
      return [`    ${style.red(`✗ ${text}`)}`]
    case 'warning':
      return [`    ${style.yellow(`! ${text}`)}`]
    case 'unseen':
      return [`    ${style.dim(`? ${text}`)}`]
    default:
      return [`    ${style.dim(`· ${text}`)}`]
  }
}

/** Findings of one check often have one mend between them. */
function mendLines(findings: readonly Finding[], locale: Locale, style: Style): string[] {
  const mends = new Set(findings.flatMap(({ mend }) => (mend ? [mend[locale]] : [])))
  const commands = new Set(findings.flatMap(({ command }) => (command ? [command] : [])))
  return [
    ...[...mends].map((mend) => `    ${style.cyan(WORDS.mend[locale])}  ${mend}`),
    ...[...commands].map((command) => `    ${style.cyan(WORDS.command[locale])}  ${command}`),
  ]
}

const titleOf = (id: Check['id'] | undefined, locale: Locale): string =>
  CHECKS.find((check) => check.id === id)?.title[locale] ?? ''

export function printSummary(outcomes: readonly Outcome[], ms: number, locale: Locale, style: Style): string {
  const counts = (['passed', 'warned', 'failed', 'skipped'] as const).flatMap((status) => {
    const count = outcomes.filter((outcome) => outcome.status === status).length
    return count > 0 ? [`${markOf(status, style)} ${count}`] : []
  })
  const seconds = (ms / 1000).toFixed(1)
  return `\n${counts.join('  ')}  ${style.dim(locale === 'zh' ? `用时 ${seconds} 秒` : `in ${seconds} s`)}\n`
}

/** One object, for programs. */
export const jsonReport = (outcomes: readonly Outcome[], left: readonly string[], ms: number): object => ({
  ok: outcomes.every(({ status }) => status === 'passed'),
  ms,
  checks: outcomes.map(({ check, status, findings, because, ms: took }) => ({
    id: check.id,
    title: check.title,
    status,
    ms: took,
    ...(because && { because }),
    findings,
  })),
  leftBehind: left,
})

import type { Locale } from '../terminal/language'
import type { Style } from '../terminal/terminal'
import { CHECKS } from './checks/all'
import { BUCKET_CHECKS, type Check, type Finding } from './checks/check'
import type { Outcome, Status } from './run-checks'

export const WORDS = {
  why: { zh: '为什么', en: 'why' },
  fix: { zh: '怎么办', en: 'fix' },
  command: { zh: '命令', en: 'run' },
  skipped: {
    zh: (count: number, cause: string) => `跳过 ${count} 项，请先解决“${cause}”：`,
    en: (count: number, cause: string) => `${count} skipped until “${cause}” is fixed: `,
  },
  inBucket: {
    zh: (title: string, bucket: string) => `${title}（${bucket}）`,
    en: (title: string, bucket: string) => `${title} (${bucket})`,
  },
  comma: { zh: '、', en: ', ' },
  left: { zh: '未能清理：', en: 'could not remove: ' },
} as const

const MARKS: Readonly<Record<Status, string>> = { passed: '✓', warned: '!', failed: '✗', skipped: '–' }

function markOf(status: Status, style: Style): string {
  const paint = { passed: style.green, warned: style.yellow, failed: style.red, skipped: style.dim }[status]
  return paint(MARKS[status])
}

/** Prints `✗ title`, what was found, why it matters, and how to fix it. */
export function printOutcome({ check, bucket, status, findings }: Outcome, locale: Locale, style: Style): string {
  const head = `${markOf(status, style)} ${style.bold(titleOf(check.id, bucket, locale))} ${style.dim(check.id)}`
  const bad = findings.filter(isBad)
  return [
    head,
    ...findings.flatMap((finding) => findingLines(finding, locale, style)),
    ...(bad.length > 0 ? [`    ${style.cyan(WORDS.why[locale])}  ${check.why[locale]}`] : []),
    ...fixLines(findings, locale, style),
    '',
  ].join('\n')
}

/** One line for each check that others wait for. */
export function printSkipped(outcomes: readonly Outcome[], locale: Locale, style: Style): string {
  const skipped = outcomes.filter(({ status }) => status === 'skipped')
  const causeOf = ({ because, bucket }: Outcome): string =>
    titleOf(because, because && BUCKET_CHECKS.has(because) ? bucket : undefined, locale)
  return [...new Set(skipped.map(causeOf))]
    .map((cause) => {
      const waiting = skipped.filter((one) => causeOf(one) === cause)
      const titles = waiting.map(({ check, bucket }) => titleOf(check.id, bucket, locale))
      const reason = WORDS.skipped[locale](titles.length, cause)
      return `${markOf('skipped', style)} ${style.dim(`${reason}${titles.join(WORDS.comma[locale])}`)}\n`
    })
    .join('')
}

const isBad = ({ severity }: Finding): boolean => severity === 'warning' || severity === 'error'

function findingLines({ severity, found }: Finding, locale: Locale, style: Style): string[] {
  const text = found[locale]
  switch (severity) {
    case 'error':
      return [`    ${style.red(`✗ ${text}`)}`]
    case 'warning':
      return [`    ${style.yellow(`! ${text}`)}`]
    case 'unchecked':
      return [`    ${style.dim(`? ${text}`)}`]
    default:
      return [`    ${style.dim(`· ${text}`)}`]
  }
}

/** Findings of one check often share one fix. */
function fixLines(findings: readonly Finding[], locale: Locale, style: Style): string[] {
  const fixes = new Set(findings.flatMap(({ fix }) => (fix ? [fix[locale]] : [])))
  const commands = new Set(findings.flatMap(({ command }) => (command ? [command] : [])))
  return [
    ...[...fixes].map((fix) => `    ${style.cyan(WORDS.fix[locale])}  ${fix}`),
    ...[...commands].map((command) => `    ${style.cyan(WORDS.command[locale])}  ${command}`),
  ]
}

/** `domain for clients (public)`. */
function titleOf(id: Check['id'] | undefined, bucket: string | undefined, locale: Locale): string {
  const title = CHECKS.find((check) => check.id === id)?.title[locale] ?? ''
  return bucket === undefined ? title : WORDS.inBucket[locale](title, bucket)
}

export function printSummary(outcomes: readonly Outcome[], ms: number, locale: Locale, style: Style): string {
  const counts = (['passed', 'warned', 'failed', 'skipped'] as const).flatMap((status) => {
    const count = outcomes.filter((outcome) => outcome.status === status).length
    return count > 0 ? [`${markOf(status, style)} ${count}`] : []
  })
  const seconds = (ms / 1000).toFixed(1)
  return `\n${counts.join('  ')}  ${style.dim(locale === 'zh' ? `用时 ${seconds} 秒` : `in ${seconds} s`)}\n`
}

/** The report for programs. */
export const jsonReport = (outcomes: readonly Outcome[], left: readonly string[], ms: number): object => ({
  ok: outcomes.every(({ status }) => status === 'passed'),
  ms,
  checks: outcomes.map(({ check, bucket, status, findings, because, ms: took }) => ({
    id: check.id,
    ...(bucket && { bucket }),
    title: check.title,
    status,
    ms: took,
    ...(because && { because }),
    findings,
  })),
  leftBehind: left,
})

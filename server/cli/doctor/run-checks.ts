import { variableOf } from '../../config/bucket-config'
import { reportedError } from '../cloud/reported-error'
import { StsRefusal } from '../cloud/sts'
import { OssRefusal } from '../setup/rules/rule-set'
import type { Text } from '../terminal/language'
import { BUCKET_CHECKS, type Check, type CheckId, error, type Finding, type Severity } from './checks/check'
import { refusal } from './checks/refusals'
import type { Context } from './context/context'

export type Status = 'passed' | 'warned' | 'failed' | 'skipped'

export interface Outcome {
  check: Check
  /** The name of the bucket, if it is not the first one. */
  bucket?: string
  status: Status
  findings: Finding[]
  /** The failed check for which it was skipped. */
  because?: CheckId
  ms: number
}

export interface Watcher {
  started(check: Check, index: number, count: number): void
  ended(outcome: Outcome): void
}

/**
 * Runs the checks one after the other, those of a bucket for each bucket. Skips those that need a check that failed or was
 * skipped: a bucket does not wait for another one. Never rejects.
 */
export async function runChecks(checks: readonly Check[], context: Context, watcher: Watcher): Promise<Outcome[]> {
  const runs = checks.flatMap((check) => [
    { check, place: context },
    ...(BUCKET_CHECKS.has(check.id) ? (context.others ?? []).map((place) => ({ check, place })) : []),
  ])
  const outcomes: Outcome[] = []
  for (const [index, { check, place }] of runs.entries()) {
    watcher.started(check, index, runs.length)
    const bucket = place.bucketName
    const blocking = outcomes.find(
      (one) => check.needs.includes(one.check.id) && !isDone(one.status) && concerns(one, bucket),
    )
    const outcome = { ...(blocking ? skipped(check, blocking) : await runOne(check, place)), ...(bucket && { bucket }) }
    outcomes.push(outcome)
    watcher.ended(outcome)
  }
  return outcomes
}

/** Whether an outcome is about this bucket, or about all of them. */
const concerns = ({ check, bucket }: Outcome, wanted: string | undefined): boolean =>
  bucket === wanted || !BUCKET_CHECKS.has(check.id)

const isDone = (status: Status): boolean => status === 'passed' || status === 'warned'

const skipped = (check: Check, { check: { id }, because = id }: Outcome): Outcome => ({
  check,
  status: 'skipped',
  findings: [],
  because,
  ms: 0,
})

async function runOne(check: Check, context: Context): Promise<Outcome> {
  const start = context.now()
  const findings = await check.run(context).catch((thrown: unknown) => [findingOf(thrown)])
  const named = findings.map((finding) => withOwnNames(finding, context.bucketName))
  return { check, status: statusOf(findings), findings: named, ms: context.now() - start }
}

/** The checks speak of the variables of the first bucket. */
function withOwnNames(finding: Finding, bucket: string | undefined): Finding {
  if (bucket === undefined) return finding
  const own = ({ zh, en }: Text): Text => ({ zh: ownNames(zh, bucket), en: ownNames(en, bucket) })
  return { ...finding, found: own(finding.found), ...(finding.fix && { fix: own(finding.fix) }) }
}

const ownNames = (text: string, bucket: string): string =>
  text.replace(/\bOSS_(BUCKET|REGION|DOMAIN|ENDPOINT)\b/g, (variable) => variableOf(variable, bucket))

export function statusOf(findings: readonly Finding[]): Status {
  const has = (severity: Severity): boolean => findings.some((finding) => finding.severity === severity)
  return has('error') ? 'failed' : has('warning') ? 'warned' : 'passed'
}

/** Explains what a check threw: a refusal, a broken connection, or a bug. */
function findingOf(thrown: unknown): Finding {
  if (thrown instanceof StsRefusal || thrown instanceof OssRefusal) return refusal(thrown.reported)
  const { code, name, message } = Object(thrown) as { code?: unknown; name?: unknown; message?: unknown }
  const network =
    typeof code === 'string' ? code : name === 'TimeoutError' || name === 'AbortError' ? 'TimeoutError' : ''
  if (network) return refusal(reportedError('network', { code: network, message: String(message) }))
  return error('unexpected', { zh: `意外错误：${String(message)}`, en: `unexpected error: ${String(message)}` })
}

/** Returns the wanted checks and all that they need, in order. */
export function withNeeds(checks: readonly Check[], wanted: readonly CheckId[]): Check[] {
  const ids = new Set<CheckId>(wanted)
  for (const check of [...checks].reverse()) {
    if (ids.has(check.id)) for (const id of check.needs) ids.add(id)
  }
  return checks.filter(({ id }) => ids.has(id))
}

import { reportedError } from '../cloud/reported-error'
import { StsRefusal } from '../cloud/sts'
import { OssRefusal } from '../setup/rules/rule-set'
import { type Check, type CheckId, error, type Finding, type Severity } from './checks/check'
import { refusal } from './checks/refusals'
import type { Context } from './context/context'

export type Status = 'passed' | 'warned' | 'failed' | 'skipped'

export interface Outcome {
  check: Check
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

/** Runs the checks one after the other. Skips those that need a check that failed or was skipped. Never rejects. */
export async function runChecks(checks: readonly Check[], context: Context, watcher: Watcher): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const [index, check] of checks.entries()) {
    watcher.started(check, index, checks.length)
    const blocking = outcomes.find(({ check: { id }, status }) => check.needs.includes(id) && !isDone(status))
    const outcome = blocking ? skipped(check, blocking) : await runOne(check, context)
    outcomes.push(outcome)
    watcher.ended(outcome)
  }
  return outcomes
}

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
  return { check, status: statusOf(findings), findings, ms: context.now() - start }
}

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

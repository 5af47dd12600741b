import type { Text } from '../../terminal/language'
import type { Context } from '../context/context'

/** In the order in which the checks run. Each may need those before it. */
export const CHECK_IDS = [
  'configuration',
  'certificate',
  'clock',
  'source',
  'role',
  'bucket',
  'access',
  'domain',
  'permissions',
  'sessions',
  'form',
  'multipart',
  'hotlink',
  'callback',
  'proxy',
  'versioning',
  'acceleration',
  'cors',
  'lifecycle',
  'wechat',
  'domains',
  'leaks',
] as const

export type CheckId = (typeof CHECK_IDS)[number]

/** These look at one bucket, and run for each bucket of the configuration. */
export const BUCKET_CHECKS: ReadonlySet<CheckId> = new Set<CheckId>([
  'certificate',
  'bucket',
  'access',
  'domain',
  'permissions',
  'sessions',
  'form',
  'multipart',
  'hotlink',
  'callback',
  'versioning',
  'acceleration',
  'cors',
  'lifecycle',
])

/** One thing that doctor checks. `run` sends the requests; pure functions judge the answers. */
export interface Check {
  id: CheckId
  title: Text
  /** Why it matters. */
  why: Text
  /** The check is skipped unless these have no errors. */
  needs: readonly CheckId[]
  /** What it throws becomes a finding. */
  run(context: Context): Promise<Finding[]>
}

/**
 * `fact`: good to know. `unchecked`: a permission for the check is missing. `warning`: it works, but not as it should.
 * `error`: it does not work, or is not safe.
 */
export type Severity = 'fact' | 'unchecked' | 'warning' | 'error'

export interface Finding {
  severity: Severity
  /** A stable code for programs, such as `wrong-region`. */
  code: string
  found: Text
  /** How to fix it: where to click, or what to change. */
  fix?: Text
  /** A command that helps to fix it. */
  command?: string
}

type Parts = Pick<Finding, 'fix' | 'command'>

export const fact = (code: string, zh: string, en: string): Finding => ({ severity: 'fact', code, found: { zh, en } })

export const warning = (code: string, found: Text, parts: Parts = {}): Finding => ({
  severity: 'warning',
  code,
  found,
  ...parts,
})

export const error = (code: string, found: Text, parts: Parts = {}): Finding => ({
  severity: 'error',
  code,
  found,
  ...parts,
})

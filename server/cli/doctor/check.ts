import type { Text } from '../language'
import type { Context } from './context'

/** In the order they run in; each may need those before it. */
export const CHECK_IDS = [
  'configuration',
  'certificate',
  'clock',
  'source',
  'role',
  'bucket',
  'access',
  'domain',
  'rights',
  'sessions',
  'form',
  'multipart',
  'callback',
  'versioning',
  'acceleration',
  'cors',
  'lifecycle',
  'wechat',
  'domains',
  'leaks',
] as const

export type CheckId = (typeof CHECK_IDS)[number]

/** One thing to look at. Judges by pure functions; only `run` asks anybody. */
export interface Check {
  id: CheckId
  title: Text
  /** Why it matters. */
  why: Text
  /** Without errors in these; else it is skipped. */
  needs: readonly CheckId[]
  /** What it throws is a finding as well. */
  run(context: Context): Promise<Finding[]>
}

/**
 * `fact`: something to know. `unseen`: could not be looked at. `warning`: it works, but not as it should. `error`: it
 * does not work, or is not safe.
 */
export type Severity = 'fact' | 'unseen' | 'warning' | 'error'

export interface Finding {
  severity: Severity
  /** For programs, stable: `key-inactive`. */
  code: string
  found: Text
  /** Where to click, or what to write. */
  mend?: Text
  command?: string
}

type Parts = Pick<Finding, 'mend' | 'command'>

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

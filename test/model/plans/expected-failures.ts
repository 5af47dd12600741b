/** Why an upload may fail in a plan. Any other failure is a flaw of ours. */
import { ERRORS, type ErrorCode } from '../../../miniprogram/uploader/error-codes'
import type { Fate, Plan, PlannedFile } from './plan'

/** How often a passing failure is waited out at least. */
const TRIES = 5

export function hasCause(code: ErrorCode, plan: Plan, file: PlannedFile | undefined): boolean {
  const { strikes, readFaults } = plan
  const struck = (text: string): number => strikes.filter((one) => JSON.stringify(one).includes(text)).length
  const befell = (...fates: Fate[]): boolean =>
    plan.acts.some(({ act }) => act.do === 'kill' && fates.includes(act.file))

  if (file && code === refusalOf(file)) return true
  if (ERRORS[code].retry === 'backoff') return strikes.length + plan.cloudFaults.length >= TRIES
  switch (code) {
    case 'file-changed':
      return readFaults.some(({ fault }) => fault === 'truncated') || befell('changed', 'changed secretly')
    case 'file-unreadable':
      return readFaults.some(({ fault }) => fault === 'unreadable')
    case 'file-missing':
      return befell('gone', 'picked again')
    case 'unauthenticated':
      return struck('unauthenticated') > 0
    case 'ticket-expired':
      return struck('expired.') > 1
    case 'upload-expired':
      // The second of two taps finds that the first is going on; or the file was refused, and nobody heard why.
      return plan.acts.some(({ act }) => act.do === 'kill' && act.then === 'resume twice') || file?.route === 'picky'
    default:
      return false
  }
}

/** How a file ends, whatever happens to it. */
export function refusalOf({ size, route }: PlannedFile): ErrorCode | undefined {
  if (size === 0) return 'file-empty'
  if (route === 'small' && size > 300 * 1024) return 'file-too-large'
  return route === 'picky' ? 'forbidden' : undefined
}

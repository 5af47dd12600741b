/** The failures that a plan explains. Any other failure is a bug of the product. */
import { ERRORS, type ErrorCode } from '../../../miniprogram/uploader/error-codes'
import type { FileFate, Plan, PlannedFile } from './plan'

/** The engine makes at least this many attempts before it gives up on a temporary failure. */
const ATTEMPTS = 5

export function isExpectedFailure(code: ErrorCode, plan: Plan, file: PlannedFile | undefined): boolean {
  const { requestFaults, readFaults } = plan
  const faultsWith = (text: string): number => requestFaults.filter((one) => JSON.stringify(one).includes(text)).length
  const filesWere = (...fates: FileFate[]): boolean =>
    plan.actions.some(({ action }) => action.do === 'kill' && fates.includes(action.files))

  if (file && code === expectedRefusal(file)) return true
  if (ERRORS[code].retry === 'backoff') return requestFaults.length + plan.cloudFaults.length >= ATTEMPTS
  switch (code) {
    case 'file-changed':
      return readFaults.some(({ fault }) => fault === 'truncated') || filesWere('changed', 'changed secretly')
    case 'file-unreadable':
      return readFaults.some(({ fault }) => fault === 'unreadable')
    case 'file-missing':
      return filesWere('gone', 'picked again')
    case 'unauthenticated':
      return faultsWith('unauthenticated') > 0
    case 'ticket-expired':
      return faultsWith('expired.') > 1
    case 'upload-expired':
      // The second of two taps fails while the first one runs; or the file was refused, and that answer was lost.
      return (
        plan.actions.some(({ action }) => action.do === 'kill' && action.afterRestart === 'resume twice') ||
        file?.route === 'picky'
      )
    default:
      return false
  }
}

/** The error with which a file must end in any plan; undefined if it must be stored. */
export function expectedRefusal({ size, route }: PlannedFile): ErrorCode | undefined {
  if (size === 0) return 'file-empty'
  if (route === 'small' && size > 300 * 1024) return 'file-too-large'
  return route === 'picky' ? 'forbidden' : undefined
}

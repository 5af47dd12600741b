import type { Headers } from '../ports'

/**
 * How long an answer asks to wait, ms; 0 if it does not. A date is compared with that of the answer itself, because the
 * clock of this device may be wrong.
 * https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function retryAfterMs({ 'retry-after': value = '', date = '' }: Headers): number {
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000
  const ms = Date.parse(value) - Date.parse(date)
  return ms > 0 ? ms : 0
}

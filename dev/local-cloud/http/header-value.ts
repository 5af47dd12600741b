import { validateHeaderValue } from 'node:http'

/**
 * Whether an answer can carry the value as a header, in UTF-8. Forms, queries and Node's lenient parser let line ends
 * and other control characters through.
 */
export function isSendable(value: string): boolean {
  try {
    validateHeaderValue('value', Buffer.from(value).toString('latin1'))
    return true
  } catch {
    return false
  }
}

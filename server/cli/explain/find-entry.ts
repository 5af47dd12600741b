import type { ReportedError } from '../cloud/reported-error'
import { TABLES } from './tables/all'
import type { Entry } from './tables/entry'

/** These codes only say that a callback failed; the message says how. */
const VAGUE = ['0007-00000203', '0007-00000205']

/** Finds the most exact entry: by the fine-grained code, then by a phrase of the message, then by the code. */
export function findEntry({ family, code, ec, message }: ReportedError): Entry | undefined {
  if (family === 'library') return undefined
  const exact = TABLES.ec.find((entry) => ec !== '' && entry.code === ec)
  if (exact && !(VAGUE.includes(ec) && message !== '')) return exact
  const lower = message.toLowerCase()
  const matches = ({ phrase }: Entry): boolean => phrase !== undefined && lower.includes(phrase)
  const named = TABLES[family].filter((entry) => entry.code === code && code !== '')
  const byMessage = named.find(matches) ?? named.find(({ phrase }) => phrase === undefined) ?? named.at(-1)
  // A failure of `wx` often has no errno, and errno 600001 has many causes.
  if (family === 'wx' && (!byMessage || code === '600001')) {
    return TABLES.wx.find((entry) => entry.code === '' && matches(entry)) ?? byMessage
  }
  return byMessage
}

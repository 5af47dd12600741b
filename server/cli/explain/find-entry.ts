import type { ReportedError } from '../cloud/reported-error'
import { spelledNetwork } from './input/spellings'
import { TABLES } from './tables/all'
import type { Entry } from './tables/entry'

/** These codes stand for several causes; the message says which. */
const VAGUE = ['0003-00000001', '0007-00000203', '0007-00000205', '0002-00000902']
/** What is known of any failed callback says more than these. */
const VAGUEST = ['0007-00000203', '0007-00000205']

/** Finds the most exact entry: by the fine-grained code, then by a phrase of the message, then by the code. */
export function findEntry(error: ReportedError): Entry | undefined {
  const { family, code, ec, message } = error
  if (family === 'library') return undefined
  const matches = matcher(error)
  const exact = TABLES.ec.find((entry) => ec !== '' && entry.code === ec)
  if (exact && !VAGUE.includes(ec)) return exact
  const { byPhrase, byCode } = named(TABLES[family], code, matches)
  const found = byPhrase ?? (VAGUEST.includes(ec) && message !== '' ? byCode : exact) ?? byCode
  return family === 'wx' && (!found || code === '600001') ? (findByText(error, matches) ?? found) : found
}

type Matches = (entry: Entry) => boolean

/** The entries of a code: the one whose phrase is in the message, and the one for all other messages. */
function named(
  table: readonly Entry[],
  code: string,
  matches: Matches,
): Record<'byPhrase' | 'byCode', Entry | undefined> {
  const entries = table.filter((entry) => entry.code === code && code !== '')
  return {
    byPhrase: entries.find(matches),
    byCode: entries.find(({ phrase }) => phrase === undefined) ?? entries.at(-1),
  }
}

/** Matches a phrase with the message and with the other elements, each as `name: value`. */
function matcher({ message, details }: ReportedError): Matches {
  const lines = Object.entries(details).map(([name, value]) => `${name}: ${value}`)
  const text = [message, ...lines].join('\n').toLowerCase()
  return ({ phrase }) => phrase !== undefined && text.includes(phrase)
}

/** A failure of `wx` often has no errno, and errno 600001 has many causes. */
function findByText({ message }: ReportedError, matches: Matches): Entry | undefined {
  const texts = TABLES.wx.filter(({ code }) => code === '')
  const exact = texts.find((entry) => matches(entry) && !isVague(entry))
  if (exact) return exact
  const network = named(TABLES.network, spelledNetwork(message) ?? '', matches)
  return network.byPhrase ?? network.byCode ?? texts.find(matches) ?? bare(message)
}

/** Words that stand in many texts: any other reading is more exact. */
const isVague = ({ phrase = '' }: Entry): boolean =>
  ['ssl', 'err_', 'timeout', 'time out', '超时', 'certificate'].includes(phrase)

/** `uploadFile:fail` and no more. */
const bare = (message: string): Entry | undefined =>
  /:\s?fail\W*$/.test(message) ? TABLES.wx.find(({ code }) => code === 'fail') : undefined

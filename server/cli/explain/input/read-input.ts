import { isErrorCode } from '../../../../miniprogram/uploader/error-codes'
import { readErrorXml, readHeaders } from '../../cloud/read-error'
import { type Family, type ReportedError, reportedError } from '../../cloud/reported-error'
import { withoutSequences } from '../../terminal/printable'
import { familyOf, isKnown } from './known-codes'
import { statusIn } from './read-fields'
import { readJsonError, systemName } from './read-json'
import { readSentence } from './read-sentence'
import { vendorOf } from './vendor-of'
import { viewsOf } from './views'

/** Reads what the user pasted: XML, headers, JSON, `errMsg`, a number, a code or a sentence, wrapped as it may be. */
export function readInput(input: string): ReportedError | undefined {
  const text = withoutSequences(input)
    .replace(/\r\n?/g, '\n')
    .replace(/^\ufeff/, '')
    .trim()
  if (text === '') return undefined
  const views = viewsOf(text)
  const found = readBare(text) ?? firstOf(views, READERS)
  return found && whole(found, views)
}

/** The exact notations come first, for all views: what they find needs no guess. */
const READERS = [(text: string) => readErrorXml(text), readHeaders, readJsonError, readSentence]

function firstOf(
  views: readonly string[],
  readers: readonly ((text: string) => ReportedError | undefined)[],
): ReportedError | undefined {
  for (const read of readers) {
    for (const view of views) {
      const found = read(view)
      if (found) return found
    }
  }
  return undefined
}

/** Reads a text that is nothing but a code. */
function readBare(text: string): ReportedError | undefined {
  if (/^\d{4}-\d{8}$/.test(text)) return reportedError('oss', { ec: text })
  if (/^-?\d{1,7}$/.test(text)) return readNumber(text)
  if (isErrorCode(text)) return reportedError('library', { code: text })
  const family = /^[\w.-]+$/.test(text) ? familyOf(text) : undefined
  return family && reportedError(family, { code: text })
}

function readNumber(text: string): ReportedError {
  const family = (['wechat', 'wx', 'http'] as const).find((name) => isKnown(name, text))
  if (family) return reportedError(family, { code: text, ...(family === 'http' && { status: Number(text) }) })
  const name = systemName(text)
  return name ? reportedError('network', { code: name }) : reportedError('wx', { code: text })
}

/** Adds what the notation did not tell: the family whose table has the code, the status, and whose error it is. */
function whole(found: ReportedError, views: readonly string[]): ReportedError {
  const status = found.status || (views.map(statusIn).find((one) => one > 0) ?? 0)
  const family = NUMBERED.includes(found.family)
    ? found.family
    : (familyOf(found.code, preferred(found)) ?? found.family)
  const vendor = views.map(vendorOf).every(Boolean) ? vendorOf(views[0] ?? '') : undefined
  return { ...found, family, status, ...(vendor && NAMED_BY_CODE.includes(family) && { vendor }) }
}

const preferred = ({ family }: ReportedError): Family | undefined => (family === 'library' ? undefined : family)

/** Families whose codes other families do not have. */
const NUMBERED: readonly ReportedError['family'][] = ['library', 'wx', 'wechat', 'http']

/** Only these could be taken for errors of OSS. */
const NAMED_BY_CODE: readonly ReportedError['family'][] = ['oss', 'sts', 'http', 'wx']

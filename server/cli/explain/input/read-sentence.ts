import { isErrorCode } from '../../../../miniprogram/uploader/error-codes'
import { type ReportedError, reportedError } from '../../cloud/reported-error'
import { codeOfSentence } from '../tables/sentences'
import { familyOf, firstKnown, firstNamed, isKnown } from './known-codes'
import { type Fields, readFields } from './read-fields'
import { spelled } from './spellings'
import { vendorOf } from './vendor-of'

type Reader = (text: string, fields: Fields) => ReportedError | undefined

/** Reads an error out of any text: a log, a stack, a line of the console, a page of a proxy. */
export function readSentence(text: string): ReportedError | undefined {
  const fields = readFields(text)
  for (const read of READERS) {
    const found = read(text, fields)
    if (found) return found
  }
  return undefined
}

/** `[wx-oss-upload] network (detail=…)`, as the library writes it to the console. */
const readLibrary: Reader = (text) => {
  const [, code, facts = ''] = /(?:\[wx-oss-upload\]|UploadError:)\s+([a-z-]+)(?:\s+\((.*)\))?/.exec(text) ?? []
  // The facts quote what `wx` or OSS said, which is more exact.
  if (!isErrorCode(code) || /\boss=|:\s?fail/.test(facts)) return undefined
  const details = Object.fromEntries(
    [...facts.matchAll(/(\w+)=([^,]*)/g)].map(([, name = '', value = '']) => [name, value]),
  )
  const { requestId = '', ...others } = details
  return reportedError('library', { code, requestId, details: others })
}

const readWx: Reader = (text) => {
  const [message] = /\b[\w.]+:\s?fail\b[^"'\n}]*/.exec(text) ?? []
  const [, errno] = /(?<!\[)\berrno["']?\s*[:=]\s*(\d{1,7})\b/i.exec(text) ?? []
  if (message === undefined && !(errno && isKnown('wx', errno))) return undefined
  return reportedError('wx', { code: errno ?? '', message: message?.trim() ?? text })
}

const readErrcode: Reader = (text) => {
  const [, errcode] = /\berrcode["']?\s*[:=]?\s*(-?\d{1,7})\b/i.exec(text) ?? []
  return errcode ? reportedError('wechat', { code: errcode, message: messageIn(text, '') }) : undefined
}

/** A code that the tables have, wherever it stands. STS shares some codes with OSS. */
const readCode: Reader = (text, fields) => {
  const preferred = /\bsts\b|assumerole/i.test(text) ? 'sts' : undefined
  const named = firstKnown(fields.codes, preferred) ?? firstNamed(text, preferred)
  if (named) return reportedError(named.family, partsOf(text, fields, named.code))
  return fields.ec ? reportedError('oss', partsOf(text, fields, '')) : undefined
}

const readSpelling: Reader = (text, fields) => {
  const found = spelled(text)
  return found && reportedError(found.family, partsOf(text, fields, found.code))
}

/** Sentences of OSS and STS that stand alone. */
const readWords: Reader = (text, fields) => {
  const found = codeOfSentence(text)
  return found && reportedError(found.family, partsOf(text, fields, found.code))
}

/** A code of OSS's form beside a RequestId, or of another service: worth showing although no table has it. */
const readUnknownCode: Reader = (text, fields) => {
  const [code] = fields.codes
  if (!code || !(fields.requestId || fields.message) || !/^[A-Z]/.test(code)) return undefined
  return reportedError(familyOf(code) ?? 'oss', partsOf(text, fields, code))
}

/** The page of a proxy, `502 Bad Gateway`, or an answer without a body. */
const readStatus: Reader = (text, fields) => {
  const [, titled] = /<(?:title|h1)>\s*(\d{3})\b/i.exec(text) ?? []
  const [, phrased] =
    /\b(\d{3}) (?:Bad|Unauthorized|Forbidden|Not |Method|Request|Payload|Content|Length|URI|Unsupported|Too|Client|Internal|Service|Gateway|Temporar)/.exec(
      text,
    ) ?? []
  const status = [Number(titled ?? 0), fields.status, Number(phrased ?? 0)].find((one) => isKnown('http', String(one)))
  return status === undefined ? undefined : reportedError('http', { ...partsOf(text, fields, String(status)), status })
}

/** Nothing is known but who said it. */
const readVendor: Reader = (text, fields) =>
  vendorOf(text) && /error|fail|denied|invalid|expired|incorrect|错误|失败/i.test(text)
    ? reportedError('oss', partsOf(text, fields, fields.codes[0] ?? ''))
    : undefined

const READERS: readonly Reader[] = [
  readLibrary,
  readWx,
  readErrcode,
  readCode,
  readSpelling,
  readWords,
  readUnknownCode,
  readStatus,
  readVendor,
]

const partsOf = (text: string, fields: Fields, code: string): Partial<ReportedError> => ({
  code,
  message: fields.message || messageIn(text, code),
  ec: fields.ec,
  requestId: fields.requestId,
  status: fields.status,
})

/** What follows the code on its line: `NoSuchKeyError: The specified key …`; otherwise the text without its stack. */
function messageIn(text: string, code: string): string {
  const after =
    code && new RegExp(`\\b${code.replaceAll('.', '\\.')}(?:Error|Exception)?:\\s+([^\\n{]+)`).exec(text)?.[1]
  const sentence = text.replace(/\n(\[\w+\]|\s*at )[\s\S]*$/, '').replace(/^[\w.]+(Error|Exception):\s+/, '')
  return (after || sentence).trim()
}

import { isErrorCode } from '../../../../miniprogram/uploader/error-codes'
import { readErrorXml, readHeaders } from '../../cloud/read-error'
import { type Family, type ReportedError, reportedError } from '../../cloud/reported-error'
import { TABLES } from '../tables/all'

import { readJsonError } from './read-json'

/** Reads what the user pasted: XML, headers, JSON, `errMsg`, a number, a code or a sentence. */
export function readInput(input: string): ReportedError | undefined {
  const text = input.trim()
  if (text === '') return undefined
  return readErrorXml(text) ?? readHeaders(text) ?? readJsonError(text) ?? readBare(text) ?? readSentence(text)
}

/** Reads a text that is nothing but a code. */
function readBare(text: string): ReportedError | undefined {
  if (/^\d{4}-\d{8}$/.test(text)) return reportedError('oss', { ec: text })
  if (/^-?\d{1,7}$/.test(text)) return reportedError(isKnown('wechat', text) ? 'wechat' : 'wx', { code: text })
  if (isErrorCode(text)) return reportedError('library', { code: text })
  const family = NAMED_FAMILIES.find((name) => isKnown(name, text))
  return family && reportedError(family, { code: text })
}

/** Families whose codes are words. If two have the same code, the first is meant. */
const NAMED_FAMILIES: readonly Family[] = ['oss', 'sts', 'network']

const isKnown = (family: Family, code: string): boolean => TABLES[family].some((entry) => entry.code === code)

/** Reads a code or a number inside a longer text, or finds a phrase of the tables in it. */
function readSentence(text: string): ReportedError | undefined {
  const [, errno] = /\berrno\W{1,4}(\d{1,7})\b/i.exec(text) ?? []
  if (errno || /\b\w+:fail\b/.test(text)) return reportedError('wx', { code: errno ?? '', message: text })
  const [, errcode] = /\berrcode\W{1,4}(-?\d{1,7})\b/i.exec(text) ?? []
  if (errcode) return reportedError('wechat', { code: errcode, message: text })
  const [ec = ''] = /\b\d{4}-\d{8}\b/.exec(text) ?? []
  const [, requestId = ''] = /request-?id["':=\s]+([\w-]{16,})/i.exec(text) ?? []
  const named = firstNamed(text)
  if (named || ec)
    return reportedError(named?.family ?? 'oss', { code: named?.code ?? '', ec, message: text, requestId })
  const lower = text.toLowerCase()
  for (const family of ['sts', 'oss', 'wx'] as const) {
    const found = TABLES[family].find(({ phrase }) => phrase !== undefined && lower.includes(phrase))
    if (found) return reportedError(family, { code: found.code, message: text, requestId })
  }
  return undefined
}

/** The first known code in the text. */
function firstNamed(text: string): { family: Family; code: string } | undefined {
  const words = [...text.matchAll(/[A-Za-z][\w.]*\w/g)].map(([word]) => word)
  for (const word of words) {
    const family = NAMED_FAMILIES.find((name) => isKnown(name, word))
    if (family) return { family: stsIfNamed(family, word, text), code: word }
  }
  return undefined
}

/** OSS and STS use some codes with different meanings. */
const stsIfNamed = (family: Family, code: string, text: string): Family =>
  isKnown('sts', code) && /\bsts\b|AssumeRole/i.test(text) ? 'sts' : family

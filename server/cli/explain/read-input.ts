import { isErrorCode } from '../../../miniprogram/uploader/error-codes'
import type { Family } from './entry'
import { readJsonError } from './read-json'
import { readErrorXml, readHeaders } from './read-xml'
import { type Said, said } from './said'
import { TABLES } from './tables/all'

/** Whatever somebody pasted: XML, headers, JSON, `errMsg`, a number, a code, a sentence. */
export function readInput(input: string): Said | undefined {
  const text = input.trim()
  if (text === '') return undefined
  return readErrorXml(text) ?? readHeaders(text) ?? readJsonError(text) ?? readBare(text) ?? readSentence(text)
}

/** One code by itself. */
function readBare(text: string): Said | undefined {
  if (/^\d{4}-\d{8}$/.test(text)) return said('oss', { ec: text })
  if (/^-?\d{1,7}$/.test(text)) return said(isKnown('wechat', text) ? 'wechat' : 'wx', { code: text })
  if (isErrorCode(text)) return said('ours', { code: text })
  const family = WORDY.find((name) => isKnown(name, text))
  return family && said(family, { code: text })
}

/** Of one code they have in common, OSS's meaning goes first. */
const WORDY: readonly Family[] = ['oss', 'sts', 'network']

const isKnown = (family: Family, code: string): boolean => TABLES[family].some((entry) => entry.code === code)

/** A code or number within a longer text, or a sentence that only one cause says. */
function readSentence(text: string): Said | undefined {
  const [, errno] = /\berrno\W{1,4}(\d{1,7})\b/i.exec(text) ?? []
  if (errno || /\b\w+:fail\b/.test(text)) return said('wx', { code: errno ?? '', message: text })
  const [, errcode] = /\berrcode\W{1,4}(-?\d{1,7})\b/i.exec(text) ?? []
  if (errcode) return said('wechat', { code: errcode, message: text })
  const [ec = ''] = /\b\d{4}-\d{8}\b/.exec(text) ?? []
  const [, requestId = ''] = /request-?id["':=\s]+([\w-]{16,})/i.exec(text) ?? []
  const named = firstNamed(text)
  if (named || ec) return said(named?.family ?? 'oss', { code: named?.code ?? '', ec, message: text, requestId })
  const lower = text.toLowerCase()
  for (const family of ['sts', 'oss', 'wx'] as const) {
    const found = TABLES[family].find(({ says }) => says !== undefined && lower.includes(says))
    if (found) return said(family, { code: found.code, message: text, requestId })
  }
  return undefined
}

/** The code that stands first in the text. */
function firstNamed(text: string): { family: Family; code: string } | undefined {
  const words = [...text.matchAll(/[A-Za-z][\w.]*\w/g)].map(([word]) => word)
  for (const word of words) {
    const family = WORDY.find((name) => isKnown(name, word))
    if (family) return { family: stsIfSo(family, word, text), code: word }
  }
  return undefined
}

/** The same word means something else when STS says it. */
const stsIfSo = (family: Family, code: string, text: string): Family =>
  isKnown('sts', code) && /\bsts\b|AssumeRole/i.test(text) ? 'sts' : family

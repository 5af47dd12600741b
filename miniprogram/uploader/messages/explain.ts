import type { ErrorBody } from '../contract'
import type { ErrorCode } from '../error-codes'
import { formatBytes } from './format-bytes'
import { type WhenNames, whenWords } from './when-words'

export interface Words {
  /** For the person who uploads. */
  message: string
  /** For the developer; `''` if the language is one without hints. */
  hint: string
}

export type Locale = 'zh' | 'en'

/** Codes for which each platform has its own words. */
type PlatformCode =
  | 'unauthenticated'
  | 'login-failed'
  | 'file-missing'
  | 'file-unreadable'
  | 'interrupted'
  | 'type-not-accepted'
  | 'content-refused'

export type WxCode =
  | PlatformCode
  | 'too-many-connections'
  | 'out-of-memory'
  | 'domain-not-listed'
  | 'certificate-invalid'
  | 'privacy-not-declared'
  | 'privacy-refused'
  | 'permission-denied'
  | 'credentials-failed'

export type WebCode = PlatformCode | 'origin-not-allowed' | 'script-missing'

export type SharedCode = Exclude<ErrorCode, WxCode | WebCode>

/**
 * `{name}` in a text stands for a value of the error's `params`; names that end in `size` are bytes. `{when}` stands for
 * the time of `retryAfter`, in words.
 */
export type Texts<Code extends ErrorCode> = Record<Code, string>

/** The part of an error that is explained; an `UploadError` has it. */
export type Explainable = Pick<ErrorBody, 'code' | 'params'> & {
  /** A sentence that the backend's author wrote for the user. It replaces `message`. */
  userMessage?: string | undefined
}

type Tables = readonly Partial<Texts<ErrorCode>>[]

/** What people call the kinds of `formats/table.ts` and the families of `accept`, in one language. */
export interface KindNames {
  /** Stands between several of them. */
  comma: string
  names: Readonly<Record<string, string>>
}

/**
 * The words of one language on one platform. Import one, or both to choose while the app runs: a script contains only those
 * that it imports. Hints are more than half of the words, so each language also exists without them.
 */
export interface Language {
  locale: Locale
  messages: Tables
  hints?: Tables
  when: WhenNames
  /** Absent on web pages, whose messages name few media types. */
  kinds?: KindNames
}

/** Replaces media types by what people call them. */
export type KindWords = (params: NonNullable<ErrorBody['params']>) => NonNullable<ErrorBody['params']>

/**
 * Gives the words for one error, with its `params` filled in.
 * @param inWords for `message`; `hint` shows the media types themselves
 */
export function explainFrom(
  { code, params = {}, userMessage }: Explainable,
  { messages, hints = [], when }: Language,
  inWords: KindWords = (same) => same,
): Words {
  const known = { ...params, when: whenWords(params.retryAfter, when) }
  return {
    message: userMessage ?? fill(textOf(code, messages) ?? code, inWords(known)),
    hint: fill(textOf(code, hints) ?? '', known),
  }
}

const textOf = (code: ErrorCode, tables: Tables): string | undefined => tables.map((table) => table[code]).find(Boolean)

function fill(text: string, params: NonNullable<ErrorBody['params']>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name]
    if (value === undefined) return '?'
    return typeof value === 'number' && /size$/i.test(name) ? sizeText(value, params) : String(value)
  })
}

/** Bytes are exact where both sizes would be rounded to the same text, such as 20 MB. */
function sizeText(bytes: number, { size, maxSize }: NonNullable<ErrorBody['params']>): string {
  const areAlike = size !== maxSize && typeof size === 'number' && formatBytes(size) === formatBytes(Number(maxSize))
  return areAlike ? `${bytes} B` : formatBytes(bytes)
}

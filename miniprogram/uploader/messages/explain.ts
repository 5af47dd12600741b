import type { ErrorBody } from '../contract'
import type { ErrorCode } from '../error-codes'
import { formatBytes } from './format-bytes'
import { whenWords } from './when-words'

/** `message` is for the person who uploads, `hint` for the developer who reads the console. */
export interface Words {
  message: string
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
export type Messages<Code extends ErrorCode> = Record<Code, Words>

/** The part of an error that is explained; an `UploadError` has it. */
export type Explainable = Pick<ErrorBody, 'code' | 'params'> & {
  /** A sentence that the backend's author wrote for the user. It replaces `message`. */
  userMessage?: string | undefined
}

/** Gives the words for one error, with its `params` filled in. */
export type Explain = (error: Explainable, locale: Locale) => Words

/** Replaces media types by what people call them. A web page does without, because it would have to load the formats. */
export type KindWords = (params: ErrorBody['params']) => ErrorBody['params']

/**
 * @param tables the words of one platform, so that a script does not carry those of another
 * @param inWords for `message`; `hint` shows the media types themselves
 */
export function explainFrom(
  tables: readonly Partial<Messages<ErrorCode>>[],
  { code, params, userMessage }: Explainable,
  locale: Locale,
  inWords: KindWords = (same) => same,
): Words {
  const { message, hint } = tables.map((table) => table[code]).find(Boolean) ?? { message: code, hint: code }
  const known = { ...params, when: whenWords(params?.retryAfter, locale) }
  return { message: userMessage ?? fill(message, inWords(known)), hint: fill(hint, known) }
}

function fill(text: string, params: ErrorBody['params'] = {}): string {
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

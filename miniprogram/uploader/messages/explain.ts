import type { ErrorBody } from '../contract'
import type { ErrorCode } from '../error-codes'
import { formatBytes } from './format-bytes'

/** `message` is for the person who uploads, `hint` for the developer who reads the console. */
export interface Words {
  message: string
  hint: string
}

export type Locale = 'zh' | 'en'

/** Of what each platform has its own words for. */
type PlatformCode = 'unauthenticated' | 'login-failed' | 'file-missing' | 'file-unreadable' | 'interrupted'

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

/** `{name}` in a text stands for a value of the error's `params`; names that end in `size` are bytes. */
export type Messages<Code extends ErrorCode> = Record<Code, Words>

/** What is needed of an error: an `UploadError` has it. */
export type Explainable = Pick<ErrorBody, 'code' | 'params'> & {
  /** A sentence the backend's author wrote for the user: it goes before ours. */
  userMessage?: string | undefined
}

/** The words for one error, its facts filled in. */
export type Explain = (error: Explainable, locale: Locale) => Words

/** @param tables those of one platform: no script carries what cannot happen there */
export function explainFrom(
  tables: readonly Partial<Messages<ErrorCode>>[],
  { code, params, userMessage }: Explainable,
): Words {
  const { message, hint } = tables.map((table) => table[code]).find(Boolean) ?? { message: code, hint: code }
  return { message: userMessage ?? fill(message, params), hint: fill(hint, params) }
}

function fill(text: string, params: ErrorBody['params'] = {}): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name]
    if (value === undefined) return '?'
    return typeof value === 'number' && /size$/i.test(name) ? sizeText(value, params) : String(value)
  })
}

/** In bytes where rounding would say that 20 MB are more than 20 MB. */
function sizeText(bytes: number, { size, maxSize }: NonNullable<ErrorBody['params']>): string {
  const areAlike = size !== maxSize && typeof size === 'number' && formatBytes(size) === formatBytes(Number(maxSize))
  return areAlike ? `${bytes} B` : formatBytes(bytes)
}

import type { ErrorBody, ErrorCode } from './contract'
import { EN } from './messages-en'
import { ZH } from './messages-zh'

/** `message` is for the person who uploads, `hint` for the developer who reads the console. */
export interface Words {
  message: string
  hint: string
}

/** `{name}` in a text stands for a value of the error's `params`; names that end in `size` are bytes. */
export type Messages = Record<ErrorCode, Words>

export type Locale = 'zh' | 'en'

export const MESSAGES: Record<Locale, Messages> = { zh: ZH, en: EN }

/** What {@link explain} needs of an error: an `UploadError` has it. */
export type Explainable = Pick<ErrorBody, 'code' | 'params'> & {
  /** A sentence the backend's author wrote for the user: it goes before ours. */
  userMessage?: string | undefined
}

/** The words for one error, its facts filled in. */
export function explain({ code, params, userMessage }: Explainable, locale: Locale): Words {
  const { message, hint } = MESSAGES[locale][code]
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

/** `20971520` → `20 MB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB']
  let value = bytes
  let unit = 0
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit += 1
  }
  return `${unit === 0 ? value : Number(value.toFixed(1))} ${units[unit]}`
}

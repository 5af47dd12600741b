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

/** The words for one error, its values filled in; a backend's own `message` goes before ours. */
export function explain(error: Pick<ErrorBody, 'code' | 'params' | 'message'>, locale: Locale): Words {
  const { message, hint } = MESSAGES[locale][error.code]
  return { message: error.message ?? fill(message, error.params), hint: fill(hint, error.params) }
}

function fill(text: string, params: ErrorBody['params'] = {}): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name]
    if (value === undefined) return '?'
    return typeof value === 'number' && /size$/i.test(name) ? formatBytes(value) : String(value)
  })
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

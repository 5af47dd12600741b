import type { Locale } from '../../../miniprogram/uploader/messages/explain'
import type { Environment } from '../../config/parse-environment'

export type { Locale }

/** One sentence in each language. */
export type Text = Readonly<Record<Locale, string>>

export const isLocale = (value: unknown): value is Locale => value === 'zh' || value === 'en'

/**
 * `--lang` decides, then the language of the terminal. The default is Chinese.
 * Windows sets no such variable, so the language of the system counts there.
 */
export function languageOf(
  wanted: string | undefined,
  env: Environment,
  system: () => string = () => Intl.DateTimeFormat().resolvedOptions().locale,
  platform: NodeJS.Platform = process.platform,
): Locale {
  if (isLocale(wanted)) return wanted
  const setting = env.LC_ALL || env.LC_MESSAGES || env.LANG || (platform === 'win32' ? system() : '')
  return setting === '' || /^(zh|c\b|posix)/i.test(setting) ? 'zh' : 'en'
}

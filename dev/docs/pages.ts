import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Locale } from '../../miniprogram/uploader/messages/explain'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

export interface PageFile {
  /** Absolute. */
  path: string
  /** Below the folder of its language: `routes.md`. Both languages have the same names. */
  name: string
  locale: Locale
}

/** The folders of `docs`, below the root. */
export const FOLDERS: Readonly<Record<Locale, string>> = { en: 'docs/', zh: 'docs/zh-CN/' }

/** The folders below each language's. */
const BELOW = ['', 'migration/', 'frameworks/']

/** All pages of `docs`, in both languages. */
export const pageFiles = (): PageFile[] =>
  (['en', 'zh'] as const).flatMap((locale) =>
    namesIn(locale).map((name) => ({ path: `${ROOT}${FOLDERS[locale]}${name}`, name, locale })),
  )

const namesIn = (locale: Locale): string[] =>
  BELOW.flatMap((below) =>
    readdirSync(`${ROOT}${FOLDERS[locale]}${below}`)
      .filter((name) => name.endsWith('.md'))
      .map((name) => below + name),
  ).sort()

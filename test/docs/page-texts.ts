import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { FOLDERS, pageFiles } from '../../dev/docs/pages'
import type { Locale } from '../../miniprogram/uploader/messages/explain'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export const LOCALES: Locale[] = ['en', 'zh']

export const textOf = (path: string): string => readFileSync(ROOT + path, 'utf8')

const README: Record<Locale, string> = { en: 'README.md', zh: 'README.zh-CN.md' }

/** The README, or a page of `docs` without `.md`. */
export const pageText = (name: string, locale: Locale): string =>
  textOf(name === 'README' ? README[locale] : `${FOLDERS[locale]}${name}.md`)

/** The names of all pages in this language. The site's home has no text of its own. */
export const pageNames = (locale: Locale): string[] => [
  'README',
  ...pageFiles()
    .filter((file) => file.locale === locale && file.name !== 'index.md')
    .map(({ name }) => name.replace(/\.md$/, '')),
]

/** The path of a page below the root. */
export const pagePath = (name: string, locale: Locale): string =>
  name === 'README' ? README[locale] : `${FOLDERS[locale]}${name}.md`

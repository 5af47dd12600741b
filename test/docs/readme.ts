import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Locale } from '../../miniprogram/uploader/messages/explain'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export const README: Record<Locale, string> = { en: `${ROOT}README.md`, zh: `${ROOT}README.zh-CN.md` }

export const LOCALES: Locale[] = ['en', 'zh']

export const readme = (locale: Locale): string => readFileSync(README[locale], 'utf8')

export const textOf = (path: string): string => readFileSync(ROOT + path, 'utf8')

import { readFileSync } from 'node:fs'
import { PROPERTIES } from '../../miniprogram/components/oss-uploader/properties'
import type { Locale } from '../../miniprogram/uploader/messages/explain'
import { EVENTS_ZH, PROPERTIES_ZH } from './component-words'
import { tableOf } from './markdown-table'

const COMPONENT = new URL('../../miniprogram/components/oss-uploader/', import.meta.url)
const sourceOf = (name: string): string => readFileSync(new URL(name, COMPONENT), 'utf8')

/** The comments before the members of an interface or a record, by their names. */
function docsIn(source: string): Record<string, string> {
  const found = source.matchAll(/^ {2}(?:\/\*\* (.*) \*\/\n {2})?'?([\w-]+)'?: /gm)
  return Object.fromEntries([...found].map(([, doc = '', name = '']) => [name, doc]))
}

function meaningOf(docs: Record<string, string>, name: string): string {
  const meaning = docs[name]
  if (!meaning) throw new Error(`${name} of the component has no comment`)
  return meaning
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

const HEAD = {
  properties: { en: ['property', 'default', 'meaning'], zh: ['属性', '默认值', '含义'] },
  events: { en: ['event', 'detail', 'meaning'], zh: ['事件', '参数', '含义'] },
  styles: { en: ['variable', 'default', 'in dark mode'], zh: ['变量', '默认值', '深色模式'] },
} as const

export function propertyTable(locale: Locale): string {
  const docs: Record<string, string> = locale === 'zh' ? PROPERTIES_ZH : docsIn(sourceOf('properties.ts'))
  const rows = Object.entries(PROPERTIES).map(([name, { value }]) => [
    `\`${kebab(name)}\``,
    `\`${JSON.stringify(value)}\``,
    meaningOf(docs, name),
  ])
  return tableOf(HEAD.properties[locale], rows)
}

export function eventTable(locale: Locale): string {
  const source = sourceOf('events.ts')
  const docs: Record<string, string> = locale === 'zh' ? EVENTS_ZH : docsIn(source)
  const rows = [...source.matchAll(/^ {2}'?([\w-]+)'?: (.*)$/gm)].map(([, name = '', detail = '']) => [
    `\`${name}\``,
    `\`${detail === 'Record<string, never>' ? '{}' : detail}\``,
    meaningOf(docs, name),
  ])
  return tableOf(HEAD.events[locale], rows)
}

/** The variables of CSS that a page may set. */
export function styleTable(locale: Locale): string {
  const [light = '', dark = ''] = sourceOf('styles/theme.wxss').split('@media')
  const defaultsIn = (css: string): Record<string, string> =>
    Object.fromEntries(
      [...css.matchAll(/var\((--oss-uploader-[\w-]+), (.*)\);/g)].map(([, name, value]) => [name, value]),
    )
  const darker = defaultsIn(dark)
  const rows = Object.entries(defaultsIn(light)).map(([name, value]) => [
    `\`${name}\``,
    `\`${value}\``,
    darker[name] ? `\`${darker[name]}\`` : '—',
  ])
  return tableOf(HEAD.styles[locale], rows)
}

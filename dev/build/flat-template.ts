import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const IMPORT = /<import src="([^"]+)" \/>\n/g

/**
 * A template together with all that it imports, directly or not. Some compilers follow no import of a template that is
 * imported itself, among them Taro's for Vite.
 * @param isRead the files that are in the text already
 */
export function flatTemplate(path: string, isRead: Set<string> = new Set()): string {
  const text = readFileSync(path, 'utf8')
  const imported = [...text.matchAll(IMPORT)].map(([, name = '']) => join(dirname(path), name))
  const parts = imported.flatMap((one) => {
    if (isRead.has(one)) return []
    isRead.add(one)
    return [flatTemplate(one, isRead).trim()]
  })
  return `${[...parts, text.replace(IMPORT, '').trim()].join('\n\n')}\n`
}

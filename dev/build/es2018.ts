import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'acorn'

/** iOS 13, the oldest system of base library 2.30, cannot parse newer syntax. @throws Error that names the file and the place */
export function assertEs2018(folder: string): void {
  const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.js'))
  if (scripts.length === 0) throw new Error(`${folder}: expected scripts, found none`)
  for (const path of scripts) {
    try {
      parse(readFileSync(join(folder, path), 'utf8'), { ecmaVersion: 2018, sourceType: 'script' })
    } catch (cause) {
      throw new Error(`${path}: not ES2018: ${String(cause)}`, { cause })
    }
  }
}

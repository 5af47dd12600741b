import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { findMiniProgram } from '../../../../../server/cli/doctor/context/find-mini-program'

describe('findMiniProgram', () => {
  const found = (...files: [string, string][]): string | undefined => {
    const folder = mkdtempSync(join(tmpdir(), 'find-'))
    for (const [name, text] of files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), text)
    }
    const tree = findMiniProgram(folder, undefined)
    rmSync(folder, { recursive: true })
    return tree && (relative(folder, tree) || '.')
  }

  it('finds the folder of DevTools’ project.config.json, or `miniprogram`', () => {
    expect(found(['miniprogram/app.json', '{}'])).toBe('miniprogram')
    expect(found(['project.config.json', '{"miniprogramRoot":"client/"}'], ['client/app.json', '{}'])).toBe('client')
    expect(found(['project.config.json', '{}'])).toBe('.')
    expect(found(['project.config.json', '{'])).toBeUndefined()
    expect(found()).toBeUndefined()
  })
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assertEs2018 } from '../../dev/build/es2018'

describe('assertEs2018', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'scripts-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('rejects a script that iOS 13 cannot parse', () => {
    writeFileSync(join(folder, 'old.js'), 'exports.a = async ({ ...b }) => b')
    expect(() => assertEs2018(folder)).not.toThrow()
    writeFileSync(join(folder, 'new.js'), 'exports.a = (b) => b?.c')
    expect(() => assertEs2018(folder)).toThrow(/new\.js: not ES2018/)
  })

  it('rejects a folder without scripts', () => {
    expect(() => assertEs2018(folder)).toThrow(/found none/)
  })
})

import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { watchSources } from '../../dev/preview/server/watch-sources'

const inPlace = (file: string, text: string): void => writeFileSync(file, text)
const byRename = (file: string, text: string): void => {
  writeFileSync(`${file}~`, text)
  renameSync(`${file}~`, file)
}

describe('watchSources', () => {
  let folder: string
  let stop: () => void
  let changed: () => void
  /** Resolves with the change that `act` makes. */
  const changeBy = (act: () => void): Promise<void> =>
    new Promise((resolve) => {
      changed = resolve
      act()
    })
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'watch-sources-'))
    mkdirSync(join(folder, 'pages'))
    writeFileSync(join(folder, 'pages/album.wxml'), 'first')
    stop = await watchSources(folder, () => changed())
  })
  afterEach(() => {
    stop()
    rmSync(folder, { recursive: true })
  })

  it.each([
    ['in place', [inPlace]],
    ['by a rename', [byRename]],
    ['now by a rename, now in place', [byRename, inPlace]],
  ])('notices each save of a file %s', async (_, saves) => {
    for (const text of ['second', 'third', 'fourth', 'fifth'])
      for (const save of saves) await changeBy(() => save(join(folder, 'pages/album.wxml'), `${text} ${save.name}`))
  })

  it('notices a file in a new folder, and one that is removed', async () => {
    await changeBy(() => mkdirSync(join(folder, 'components')))
    await changeBy(() => writeFileSync(join(folder, 'components/tile.wxml'), ''))
    await changeBy(() => rmSync(join(folder, 'components/tile.wxml')))
  })
})

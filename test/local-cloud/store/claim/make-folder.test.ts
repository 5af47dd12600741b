import { mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeFolder } from '../../../../dev/local-cloud/store/claim/make-folder'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'make-folder-'))
})
afterEach(() => rm(home, { recursive: true }))

describe('makeFolder', () => {
  it('creates the folders around, and leaves what is there, also if several calls meet', async () => {
    const path = join(home, 'a', 'b', 'c')
    await Promise.all([1, 2, 3].map(() => makeFolder(path)))
    await makeFolder(path)
    expect((await stat(path)).isDirectory()).toBe(true)
  })

  it('refuses a file, what is below one, and a link that leads nowhere', async () => {
    await writeFile(join(home, 'file'), '')
    await symlink(join(home, 'gone'), join(home, 'link'))
    await expect(makeFolder(join(home, 'file'))).rejects.toMatchObject({ code: 'EEXIST' })
    await expect(makeFolder(join(home, 'file', 'a'))).rejects.toMatchObject({ code: 'ENOTDIR' })
    await expect(makeFolder(join(home, 'link'))).rejects.toMatchObject({ code: 'EEXIST' })
    await expect(makeFolder(join(home, 'link', 'a'))).rejects.toMatchObject({ code: 'EEXIST' })
  })

  const onLinux = process.platform === 'linux' ? it : it.skip
  onLinux('refuses a place in which the system creates no folder', async () => {
    for (const path of ['/proc/data', '/proc/data/objects']) {
      await expect(makeFolder(path)).rejects.toMatchObject({ code: 'ENOENT', path: '/proc/data' })
    }
  })
})

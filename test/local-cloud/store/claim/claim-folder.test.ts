import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { claimFolder, FolderInUseError, ownerOf } from '../../../../dev/local-cloud/store/claim/claim-folder'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'claim-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const mark = (content: object | string): Promise<void> =>
  writeFile(join(folder, 'owner.json'), typeof content === 'string' ? content : JSON.stringify(content))

describe('claimFolder', () => {
  it('gives a folder to one of many that want it, and tells the others where that answers', async () => {
    const wanted = await Promise.allSettled(Array.from({ length: 12 }, () => claimFolder(folder)))
    const [claim, ...none] = wanted.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    expect(none).toEqual([])
    claim?.tell('http://localhost:1')
    const refused = await claimFolder(folder).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(FolderInUseError)
    expect(refused).toMatchObject({ folder, address: 'http://localhost:1' })
    await claim?.release()
    expect(await readdir(folder)).toEqual([])
  })

  it.each([
    ['a dead process', { pid: process.pid, port: 1, token: 'a' }],
    ['damage', '{"pid":'],
  ])('gives it to one of many also after a mark of %s', async (_, content) => {
    for (let round = 0; round < 20; round += 1) {
      await mark(content)
      const wanted = await Promise.allSettled(Array.from({ length: 12 }, () => claimFolder(folder)))
      const claims = wanted.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
      const reasons = wanted.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
      expect(claims).toHaveLength(1)
      for (const reason of reasons) expect(reason).toBeInstanceOf(FolderInUseError)
      await claims[0]?.release()
      expect(await readdir(folder)).toEqual([])
    }
  })

  it('gives it to one of many although a process died while it replaced the mark of another', async () => {
    const dead = (token: string): string => JSON.stringify({ pid: process.pid, port: 1, token })
    await mark(dead('a'))
    await writeFile(join(folder, 'owner.json.after-a'), dead('b'))
    await writeFile(join(folder, 'owner.json.after-a.after-b'), dead('c'))
    const wanted = await Promise.allSettled(Array.from({ length: 12 }, () => claimFolder(folder)))
    const claims = wanted.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    expect(claims).toHaveLength(1)
    await claims[0]?.release()
    expect(await readdir(folder)).toEqual([])
  })

  it('can be had again after it was released', async () => {
    await (await claimFolder(folder)).release()
    const claim = await claimFolder(folder)
    expect(await ownerOf(folder)).toMatchObject({ pid: process.pid })
    await claim.release()
    expect(await ownerOf(folder)).toBeUndefined()
  })

  it.each([
    ['a port where nothing listens', { pid: process.pid, port: 1, token: 'a' }],
    ['damage', '{"pid":'],
    ['nothing', {}],
  ])('does not count a mark of %s', async (_, content) => {
    await mark(content)
    const claim = await claimFolder(folder)
    await claim.release()
  })

  it('does not take another program for the owner that had its port', async () => {
    const other = createServer((socket) => socket.end('hello'))
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    await mark({ pid: process.pid, port: (other.address() as AddressInfo).port, token: 'a' })
    const claim = await claimFolder(folder)
    await claim.release()
    other.close()
  })
})

import { createHash } from 'node:crypto'
import { stat, truncate } from 'node:fs/promises'
import { onFiles } from '../calls'
import { useWorld } from '../world'

const world = useWorld()
const PLATFORMS = ['devtools', 'ios', 'android'] as const
const text = (data: unknown) => Buffer.from(data as ArrayBuffer).toString()

describe('stat', () => {
  it('returns the size in bytes and the time in seconds by the device’s clock', async () => {
    const real = await world.file('a.jpg', '12345')
    const host = world.host({ clockOffsetMs: 3_600_000 })
    const { stats } = await onFiles(host, 'stat', { path: host.temp(real) })
    const found = stats as { size: number; lastModifiedTime: number; isFile(): boolean; isDirectory(): boolean }
    expect(found.size).toBe(5)
    expect(found.isFile()).toBe(true)
    expect(found.isDirectory()).toBe(false)
    const { mtimeMs } = await stat(real)
    expect(Math.abs(found.lastModifiedTime - (mtimeMs / 1000 + 3600))).toBeLessThan(2)
    expect(Math.abs(host.now() - Date.now() - 3_600_000)).toBeLessThan(1000)
  })

  it('fails for a missing file with errno 1300002, and for paths outside', async () => {
    const real = await world.file('a.jpg', '12345')
    for (const platform of PLATFORMS) {
      const host = world.host({ platform })
      const path = host.temp(real)
      host.forget(path)
      expect(await onFiles(host, 'stat', { path })).toEqual({
        errMsg: `stat:fail no such file or directory "${path}"`,
        errno: 1300002,
      })
      expect(await onFiles(host, 'access', { path })).toMatchObject({ errno: 1300002 })
      expect(await onFiles(host, 'stat', { path: real })).toMatchObject({ errno: 1300014 })
      const climbing = `${host.wx.env.USER_DATA_PATH}/../../../../../..${real}`
      expect(await onFiles(host, 'stat', { path: climbing })).toMatchObject({ errno: 1300002 })
    }
  })
})

describe('readFile', () => {
  it('returns an ArrayBuffer of exactly the range', async () => {
    const real = await world.file('a.bin', 'abcdefghij')
    for (const platform of PLATFORMS) {
      const host = world.host({ platform })
      const filePath = host.temp(real)
      const { data } = await onFiles(host, 'readFile', { filePath, position: 2, length: 3 })
      expect(Object.prototype.toString.call(data)).toBe('[object ArrayBuffer]')
      expect((data as ArrayBuffer).byteLength).toBe(3)
      expect(text(data)).toBe('cde')
      expect(text((await onFiles(host, 'readFile', { filePath })).data)).toBe('abcdefghij')
      expect((await onFiles(host, 'readFile', { filePath, position: 8, encoding: 'utf8' })).data).toBe('ij')
    }
  })

  it('pads with zeros past the end on Android, and succeeds', async () => {
    const host = world.host({ platform: 'android' })
    const filePath = host.temp(await world.file('a.bin', 'abc'))
    const partly = await onFiles(host, 'readFile', { filePath, position: 2, length: 4 })
    expect([...new Uint8Array(partly.data as ArrayBuffer)]).toEqual([99, 0, 0, 0])
    const beyond = await onFiles(host, 'readFile', { filePath, position: 9, length: 2 })
    expect([...new Uint8Array(beyond.data as ArrayBuffer)]).toEqual([0, 0])
  })

  it('fails past the end on other platforms, and for invalid ranges on all', async () => {
    const real = await world.file('a.bin', 'abc')
    for (const platform of PLATFORMS) {
      const host = world.host({ platform })
      const filePath = host.temp(real)
      if (platform !== 'android') {
        expect(await onFiles(host, 'readFile', { filePath, position: 2, length: 4 })).toMatchObject({ errno: 1301006 })
        expect(await onFiles(host, 'readFile', { filePath, position: 3, length: 1 })).toMatchObject({ errno: 1301009 })
      }
      expect(await onFiles(host, 'readFile', { filePath, position: -1 })).toMatchObject({ errno: 1301009 })
      expect(await onFiles(host, 'readFile', { filePath, position: 0, length: 0 })).toMatchObject({ errno: 1301006 })
    }
  })

  it('reads an empty file whole', async () => {
    const host = world.host()
    const filePath = host.temp(await world.file('empty', ''))
    expect(((await onFiles(host, 'readFile', { filePath })).data as ArrayBuffer).byteLength).toBe(0)
  })

  it('reads at most 100 MB at once, also from a bigger file', async () => {
    const real = await world.file('huge.bin', '')
    await truncate(real, 120 * 1024 * 1024)
    const host = world.host()
    const filePath = host.temp(real)
    expect(await onFiles(host, 'readFile', { filePath })).toMatchObject({ errno: 1300202 })
    const { data } = await onFiles(host, 'readFile', { filePath, position: 119 * 1024 * 1024, length: 100 })
    expect((data as ArrayBuffer).byteLength).toBe(100)
  })

  it('fails by an injected fault, and for a directory', async () => {
    const host = world.host()
    const filePath = host.temp(await world.file('a', 'a'))
    host.faults.arm({ kind: 'unreadable', when: ({ api }) => api === 'readFile' })
    expect(await onFiles(host, 'readFile', { filePath })).toMatchObject({ errno: 1300005 })
    expect(text((await onFiles(host, 'readFile', { filePath })).data)).toBe('a')
    expect(await onFiles(host, 'readFile', { filePath: host.temp('/') })).toMatchObject({ errno: 1300001 })
  })
})

describe('A file descriptor', () => {
  it('reads into the caller’s buffer, continues where it stopped, and reads nothing by default', async () => {
    const host = world.host({ platform: 'ios' })
    const filePath = host.temp(await world.file('a.bin', 'abcdefgh'))
    const { fd } = (await onFiles(host, 'open', { filePath, flag: 'r' })) as { fd: string }
    expect(typeof fd).toBe('string')
    expect(host.open().descriptors).toBe(1)
    expect(await onFiles(host, 'fstat', { fd })).toMatchObject({ stats: { size: 8 } })

    const arrayBuffer = new ArrayBuffer(6)
    expect(await onFiles(host, 'read', { fd, arrayBuffer })).toMatchObject({ bytesRead: 0 })
    const read = await onFiles(host, 'read', { fd, arrayBuffer, offset: 2, length: 4, position: 1 })
    expect(read.bytesRead).toBe(4)
    expect(read.arrayBuffer).toBe(arrayBuffer)
    expect(text(arrayBuffer)).toBe('\0\0bcde')
    expect(await onFiles(host, 'read', { fd, arrayBuffer, length: 6 })).toMatchObject({ bytesRead: 3 })
    expect(text(arrayBuffer)).toBe('fghcde')
    expect(await onFiles(host, 'read', { fd, arrayBuffer, length: 6, position: 100 })).toMatchObject({ bytesRead: 0 })

    expect(await onFiles(host, 'close', { fd })).toMatchObject({ errMsg: 'close:ok' })
    expect(await onFiles(host, 'close', { fd })).toMatchObject({ errno: 1300009 })
    expect(await onFiles(host, 'read', { fd, arrayBuffer, length: 1 })).toMatchObject({ errno: 1300009 })
  })

  it('refuses a range that does not fit the buffer', async () => {
    const host = world.host()
    const filePath = host.temp(await world.file('a.bin', 'abc'))
    const { fd } = (await onFiles(host, 'open', { filePath })) as { fd: string }
    const arrayBuffer = new ArrayBuffer(2)
    expect(await onFiles(host, 'read', { fd, arrayBuffer, length: 3 })).toMatchObject({ errno: 1301006 })
    expect(await onFiles(host, 'read', { fd, arrayBuffer, offset: 3, length: 1 })).toMatchObject({ errno: 1301007 })
    await onFiles(host, 'close', { fd })
  })

  it('is refused for writing, for a missing file, and above a limit', async () => {
    const host = world.host()
    const filePath = host.temp(await world.file('a.bin', 'abc'))
    expect(await onFiles(host, 'open', { filePath, flag: 'w' })).toMatchObject({ errno: 1302004 })
    expect(await onFiles(host, 'open', { filePath: host.temp('/none') })).toMatchObject({ errno: 1300002 })
    const fds: string[] = []
    for (;;) {
      const { fd, errno } = (await onFiles(host, 'open', { filePath })) as { fd?: string; errno?: number }
      if (fd === undefined) {
        expect(errno).toBe(1302002)
        break
      }
      fds.push(fd)
    }
    expect(host.open().descriptors).toBe(fds.length)
    for (const fd of fds) await onFiles(host, 'close', { fd })
  })
})

describe('A user file', () => {
  it('is written, read, uploaded from and deleted', async () => {
    const host = world.host({ platform: 'ios' })
    const filePath = `${host.wx.env.USER_DATA_PATH}/note.txt`
    expect(filePath).toBe('wxfile://usr/note.txt')
    await onFiles(host, 'writeFile', { filePath, data: 'note' })
    expect(text((await onFiles(host, 'readFile', { filePath })).data)).toBe('note')
    await onFiles(host, 'writeFile', { filePath, data: new Uint8Array([65, 66]).buffer })
    expect(text((await onFiles(host, 'readFile', { filePath })).data)).toBe('AB')
    await onFiles(host, 'unlink', { filePath })
    expect(await onFiles(host, 'access', { path: filePath })).toMatchObject({ errno: 1300002 })
  })

  it('cannot replace a temporary file, or be written to a full disk', async () => {
    const real = await world.file('a', 'a')
    const host = world.host()
    const picked = host.temp(real)
    expect(await onFiles(host, 'writeFile', { filePath: picked, data: '' })).toMatchObject({ errno: 1300014 })
    host.faults.arm({ kind: 'storage-full' })
    const filePath = `${host.wx.env.USER_DATA_PATH}/note.txt`
    expect(await onFiles(host, 'writeFile', { filePath, data: '' })).toMatchObject({ errno: 1300202 })
  })

  it('stays when its temporary path is deleted', async () => {
    const real = await world.file('a', 'a')
    const host = world.host()
    const path = host.temp(real)
    await onFiles(host, 'unlink', { filePath: path })
    expect(await onFiles(host, 'stat', { path })).toMatchObject({ errno: 1300002 })
    expect((await stat(real)).size).toBe(1)
  })
})

describe('getFileInfo', () => {
  it('returns size and digest', async () => {
    const host = world.host()
    const filePath = host.temp(await world.file('a', 'abc'))
    for (const digestAlgorithm of ['md5', 'sha1', 'sha256'] as const) {
      const digest = createHash(digestAlgorithm).update('abc').digest('hex')
      expect(await onFiles(host, 'getFileInfo', { filePath, digestAlgorithm })).toMatchObject({ size: 3, digest })
    }
  })
})

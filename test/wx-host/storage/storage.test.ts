import { createDisk } from '../../../dev/wx-host/index'
import { onFiles } from '../calls'
import { useWorld } from '../world'

const world = useWorld()

describe('Storage', () => {
  it('keeps a copy, through JSON', async () => {
    const { wx } = world.host()
    const value = { list: [1], when: new Date(0), gone: undefined }
    const storing = wx.setStorage({ key: 'k', data: value })
    value.list.push(2)
    await storing
    await expect(wx.getStorage({ key: 'k' })).resolves.toEqual({
      data: { list: [1], when: '1970-01-01T00:00:00.000Z' },
      errMsg: 'getStorage:ok',
    })
  })

  it('fails for a missing key, and returns an empty string in the synchronous call', async () => {
    const { wx } = world.host()
    await expect(wx.getStorage({ key: 'none' })).rejects.toEqual({ errMsg: 'getStorage:fail data not found' })
    expect(wx.getStorageSync('none')).toBe('')
    await wx.removeStorage({ key: 'none' })
  })

  it('holds 1 MB for a key and 10 MB in total', async () => {
    const { wx } = world.host()
    const nearlyOneMB = 'x'.repeat(1024 * 1024 - 100)
    await expect(wx.setStorage({ key: 'big', data: `${nearlyOneMB}${nearlyOneMB}` })).rejects.toMatchObject({
      errMsg: 'setStorage:fail entry size limit reached',
    })
    for (let index = 0; index < 10; index += 1) wx.setStorageSync(`k${index}`, nearlyOneMB)
    expect(() => wx.setStorageSync('k10', nearlyOneMB)).toThrow('setStorageSync:fail exceed storage max size 10Mb')
    wx.setStorageSync('k0', nearlyOneMB)
    wx.removeStorageSync('k0')
    wx.setStorageSync('k10', nearlyOneMB)
    expect(wx.getStorageInfoSync()).toMatchObject({ limitSize: 10240, keys: expect.arrayContaining(['k10']) })
    expect(wx.getStorageInfoSync().currentSize).toBeGreaterThan(10_000)
  })

  it('is full by an injected fault', async () => {
    const host = world.host()
    host.faults.arm({ kind: 'storage-full' })
    await expect(host.wx.setStorage({ key: 'k', data: 1 })).rejects.toMatchObject({
      errMsg: 'setStorage:fail exceed storage max size 10Mb',
    })
    await host.wx.setStorage({ key: 'k', data: 1 })
    expect(host.wx.getStorageSync('k')).toBe(1)
  })

  it('returns a promise only without callbacks', async () => {
    const { wx } = world.host()
    const answer = await new Promise((success) => {
      expect(wx.setStorage({ key: 'k', data: 1, success })).toBeUndefined()
    })
    expect(answer).toEqual({ errMsg: 'setStorage:ok' })
  })
})

describe('A disk', () => {
  it('keeps storage, user files and temporary files after the app ends', async () => {
    const disk = createDisk()
    world.after(disk.remove)
    const before = world.host({ disk })
    const path = before.temp(await world.file('a.jpg', 'abc'))
    const note = `${before.wx.env.USER_DATA_PATH}/note`
    before.wx.setStorageSync('k', { resume: true })
    await onFiles(before, 'writeFile', { filePath: note, data: 'hello' })
    await before.dispose()

    const after = world.host({ disk })
    expect(after.wx.getStorageSync('k')).toEqual({ resume: true })
    expect(await onFiles(after, 'stat', { path })).toMatchObject({ stats: { size: 3 } })
    expect(await onFiles(after, 'readFile', { filePath: note, encoding: 'utf8' })).toMatchObject({ data: 'hello' })
  })
})

import { basename } from 'node:path'
import { record, until, useWorld } from '../world'

const world = useWorld()

describe('chooseMedia', () => {
  it('returns the picked files with their sizes, kinds by extension, and new names', async () => {
    const photo = await world.file('IMG_0001.JPG', '12345')
    const video = await world.file('clip.mp4', '123')
    const host = world.host({ platform: 'ios' })
    host.pick([photo, video])
    const picked = await host.wx.chooseMedia({ mediaType: ['mix'] })
    expect(picked).toMatchObject({
      type: 'mix',
      errMsg: 'chooseMedia:ok',
      tempFiles: [
        { size: 5, fileType: 'image' },
        { size: 3, fileType: 'video' },
      ],
    })
    const [first, second] = picked?.tempFiles ?? []
    expect(first?.tempFilePath).toMatch(/^wxfile:\/\/tmp_[0-9a-f]{32}\.JPG$/)
    expect(second?.tempFilePath).toMatch(/^wxfile:\/\/tmp_[0-9a-f]{32}\.mp4$/)
  })

  it('returns paths in DevTools that look like URLs', async () => {
    const host = world.host({ platform: 'devtools' })
    host.pick([await world.file('a.png', '1')])
    const picked = await host.wx.chooseMedia()
    expect(picked?.tempFiles[0]?.tempFilePath).toMatch(/^http:\/\/tmp\/[0-9a-f]{32}\.png$/)
  })

  it('offers at most count files, and only the requested kinds', async () => {
    const photos = await Promise.all(['1', '2', '3'].map((name) => world.file(`${name}.jpg`, name)))
    const host = world.host()
    host.pick([await world.file('clip.mp4', 'v'), ...photos])
    const picked = await host.wx.chooseMedia({ count: 2, mediaType: ['image'] })
    expect(picked?.tempFiles.map(({ fileType }) => fileType)).toEqual(['image', 'image'])
  })

  it('is cancelled by the user, explicitly or if no pick is queued', async () => {
    const host = world.host()
    host.cancelNextPick()
    host.pick([await world.file('a.png', '1')])
    await expect(host.wx.chooseMedia()).rejects.toEqual({ errMsg: 'chooseMedia:fail cancel' })
    await expect(host.wx.chooseMedia()).resolves.toMatchObject({ type: 'image' })
    await expect(host.wx.chooseMedia()).rejects.toEqual({ errMsg: 'chooseMedia:fail cancel' })
  })

  it('needs the privacy agreement and the system’s permission', async () => {
    const host = world.host()
    host.pick([await world.file('a.png', '1')])
    host.privacy = 'undeclared'
    await expect(host.wx.chooseMedia()).rejects.toMatchObject({ errno: 112 })
    host.privacy = 'refused'
    await expect(host.wx.chooseMedia()).rejects.toEqual({
      errMsg: 'chooseMedia:fail privacy permission is not authorized',
      errno: 104,
    })
    host.privacy = 'declared'
    host.systemPermission = 'denied'
    await expect(host.wx.chooseMedia()).rejects.toMatchObject({ errno: 3 })
    host.systemPermission = 'granted'
    await expect(host.wx.chooseMedia()).resolves.toMatchObject({ type: 'image' })
  })

  it('returns no promise if it has a callback', async () => {
    const host = world.host()
    const { callbacks, done } = record()
    expect(host.wx.chooseMedia(callbacks)).toBeUndefined()
    expect((await done).calls).toEqual(['fail', 'complete'])
  })

  it('may send the app to the background and back', async () => {
    const host = world.host({ pickersHideApp: true })
    const events: string[] = []
    host.wx.onAppHide(() => events.push('hide'))
    host.wx.onAppShow(() => events.push('show'))
    host.pick([await world.file('a.png', '1')])
    await host.wx.chooseMedia()
    await until(() => events.length === 2)
    expect(events).toEqual(['hide', 'show'])
  })
})

describe('chooseMessageFile', () => {
  it('returns the file’s own name', async () => {
    const real = await world.file('季度报告 Q3.pdf', '1234')
    const host = world.host({ platform: 'android' })
    host.pick([real])
    const picked = await host.wx.chooseMessageFile({ count: 1, type: 'file', extension: ['pdf', '.doc'] })
    expect(picked?.tempFiles).toMatchObject([{ name: '季度报告 Q3.pdf', size: 4, type: 'file' }])
    expect(basename(picked?.tempFiles[0]?.path ?? '')).toMatch(/^tmp_[0-9a-f]{32}\.pdf$/)
  })

  it('needs a count', async () => {
    const host = world.host()
    await expect(host.wx.chooseMessageFile({} as never)).rejects.toMatchObject({
      errMsg: 'chooseMessageFile:fail parameter error: parameter.count should be Number instead of Undefined;',
    })
  })

  it('offers only the requested type', async () => {
    const host = world.host()
    host.pick([await world.file('a.png', '1'), await world.file('b.zip', '1'), await world.file('c.pdf', '1')])
    const picked = await host.wx.chooseMessageFile({ count: 9, type: 'file', extension: ['pdf'] })
    expect(picked?.tempFiles.map(({ name }) => name)).toEqual(['c.pdf'])
  })
})

describe('The other calls of wx', () => {
  it('succeed and are logged if they only show something', async () => {
    const host = world.host()
    await host.wx.showToast({ title: 'done' } as object)
    await expect(host.wx.showModal()).resolves.toMatchObject({ confirm: true })
    await host.wx.previewMedia()
    await host.wx.setClipboardData()
    expect(host.log.map(({ api }) => api)).toEqual(['showToast', 'showModal', 'previewMedia', 'setClipboardData'])
  })

  it('return device, client and window information synchronously', () => {
    const { wx } = world.host({ platform: 'android' })
    expect(wx.getDeviceInfo()).toMatchObject({ platform: 'android', brand: 'Xiaomi' })
    expect(wx.getAppBaseInfo()).toMatchObject({ language: 'zh_CN', theme: 'light' })
    expect(wx.getWindowInfo().windowWidth).toBeGreaterThan(0)
  })
})

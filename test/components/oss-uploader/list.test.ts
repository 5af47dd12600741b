import { UploadError } from '../../../miniprogram/uploader/core/errors'
import { done, drivenUploader, sending } from '../rig/driven-uploader'
import { openPage } from '../rig/host-page'
import { pageWith } from '../rig/page-with'
import { eventually, turn, until } from '../rig/simulated'

const URL_A = 'https://files.example.com/a.jpg'
const URL_B = 'https://files.example.com/b.jpg'

describe('removing', () => {
  it('cancels the upload, and frees the place', async () => {
    const { page, uploads } = await pageWith(['a.jpg', 'b.jpg'], { maxCount: 2 })
    const [first] = page.bound()
    await page.tap('.remove')
    expect(uploads.map((upload) => upload.isCancelled())).toEqual([true, false])
    expect(page.eventsOf('remove')).toMatchObject([{ uid: first?.uid, file: { path: 'wxfile://tmp_a.jpg' } }])
    expect(page.bound()).toHaveLength(1)
    await eventually(() => expect(page.has('.add')).toBe(true))
    expect(page.eventsOf('fail')).toEqual([])
  })

  it('cancels all uploads and empties the list by clear()', async () => {
    const { page, uploads } = await pageWith(['a.jpg', 'b.jpg'])
    page.call('clear')
    expect(uploads.every((upload) => upload.isCancelled())).toBe(true)
    expect(page.bound()).toEqual([])
    await eventually(() => expect(page.tiles()).toEqual([]))
  })

  it('cancels an upload whose item the page removes from its list', async () => {
    const { page, uploads } = await pageWith(['a.jpg', 'b.jpg'])
    uploads[1]?.report(sending(40))
    page.set({ fileList: page.bound().slice(1) })
    expect(uploads.map((upload) => upload.isCancelled())).toEqual([true, false])
    await eventually(() => expect(page.tiles()).toMatchObject([{ status: 'uploading', percent: 40 }]))
  })

  it('is not offered if the list is only shown', () => {
    const fileList = [{ url: URL_A }]
    expect(openPage({ fileList, deletable: false }).has('.remove')).toBe(false)
    const page = openPage({ fileList, readonly: true })
    expect([page.has('.remove'), page.has('.add'), page.has('.tick')]).toEqual([false, false, true])
    expect(openPage({ readonly: true }).texts('.nothing__text')).toEqual(['暂无文件'])
  })

  it('is not offered while the list is disabled, but uploads that are under way continue', async () => {
    const { page, uploads } = await pageWith(['a.jpg', 'b.jpg'], { disabled: false })
    page.set({ disabled: true })
    uploads[0]?.report(done('a'))
    uploads[1]?.report({ phase: 'failed', percent: 0, error: new UploadError('timeout') })
    await eventually(() => expect(page.tiles().map(({ status }) => status)).toEqual(['done', 'failed']))
    await eventually(() => expect([page.has('.remove'), page.has('.pill')]).toEqual([false, false]))
    await page.tap('.face', 1)
    expect(uploads).toHaveLength(2)
  })
})

describe('the list that the page binds', () => {
  it('need not be bound back', async () => {
    const { page, uploads } = await pageWith(['a.jpg'], {}, { bindsBack: false })
    uploads[0]?.report(done('a'))
    expect(page.bound()).toEqual([])
    await eventually(() => expect(page.tiles().map(({ status }) => status)).toEqual(['done']))
  })

  it('may be an older copy, which undoes nothing', async () => {
    const { page, uploads } = await pageWith(['a.jpg'], {}, { bindsBack: false })
    const [older] = page.eventsOf('change')
    uploads[0]?.report(done('a'))
    page.set(older ?? {})
    await eventually(() => expect(page.tiles().map(({ status }) => status)).toEqual(['done']))
    expect(uploads).toHaveLength(1)
  })

  it('may change while files are uploaded: the page may add, reorder and remove items', async () => {
    const { page, uploads } = await pageWith(['a.jpg', 'b.jpg', 'c.jpg'])
    uploads[0]?.report(sending(30))
    const [a, b, c] = page.bound()
    page.set({ fileList: [c, { uid: 'old', url: URL_A }, a] })
    uploads[0]?.report(sending(60))
    uploads[2]?.report(done('c'))
    await eventually(() =>
      expect(page.tiles()).toMatchObject([
        { status: 'done' },
        { picture: URL_A },
        { status: 'uploading', percent: 60 },
      ]),
    )
    expect(uploads.map((upload) => upload.isCancelled())).toEqual([false, true, false])
    expect(page.bound().map(({ uid }) => uid)).toEqual([c?.uid, 'old', a?.uid])
    expect(uploads).toHaveLength(3)
    expect(b).toBeDefined()
  })

  it('is never changed by the component', async () => {
    const { page, uploads } = await pageWith(['a.jpg'], {}, { bindsBack: false })
    const [first] = page.eventsOf('change') as { fileList: object[] }[]
    const copy = JSON.stringify(first)
    uploads[0]?.report(done('a'))
    page.call('clear')
    expect(JSON.stringify(first)).toBe(copy)
  })

  it('may have items with only a url, and restarts uploads that were not finished', async () => {
    const { uploader, uploads } = drivenUploader()
    const page = openPage({
      uploader,
      route: 'photo',
      fileList: [
        { url: URL_A },
        { uid: '2', path: 'wxfile://tmp_b.jpg', kind: 'image', status: 'uploading', percent: 40 },
      ],
    })
    await eventually(() => expect(page.tiles().map(({ status }) => status)).toEqual(['done', 'uploading']))
    expect(uploads.map(({ file }) => file.path)).toEqual(['wxfile://tmp_b.jpg'])
  })

  it('may use the status words of other uploaders', () => {
    const fileList = [
      { url: URL_A, status: 'success', type: 'image' },
      { url: URL_B, status: 'loading', percent: 40 },
    ]
    expect(openPage({ fileList }).tiles()).toMatchObject([{ status: 'done' }, { status: 'uploading', percent: 40 }])
  })

  it('is uploaded as soon as the page sets an uploader', async () => {
    const { uploader, uploads } = drivenUploader()
    const page = openPage({ uploader: null, fileList: [{ path: 'wxfile://tmp_a.jpg' }] })
    await turn()
    expect(uploads).toHaveLength(0)
    page.set({ uploader })
    await eventually(() => expect(uploads).toHaveLength(1))
  })

  // The page would call setData within its own setData: frameworks warn about that.
  it('causes no event while the page is setting it', () => {
    const { uploader } = drivenUploader()
    const page = openPage({ uploader })
    page.set({ fileList: [{ path: 'wxfile://tmp_a.jpg' }] })
    expect(page.events).toEqual([])
  })
})

describe('a component that is detached during uploads', () => {
  it('lets them continue, and emits nothing more', async () => {
    const { page, uploads } = await pageWith(['a.jpg', 'b.jpg'])
    uploads[0]?.report(done('a'))
    const before = page.events.length
    page.leave()
    expect(uploads[1]?.isCancelled()).toBe(false)
    uploads[1]?.report(sending(50))
    uploads[1]?.report(done('b'))
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(page.events).toHaveLength(before)
  })

  it('leaves them to the next component that is given the list', async () => {
    const { page, uploads, uploader } = await pageWith(['a.jpg', 'b.jpg'])
    const kept = JSON.parse(JSON.stringify(page.bound())) as object[]
    page.leave()
    uploads[0]?.report(done('a'))
    uploads[1]?.report(sending(30))

    const next = openPage({ uploader, route: 'photo', fileList: kept })
    await eventually(() => expect(next.tiles().map(({ status }) => status)).toEqual(['done', 'uploading']))
    expect(next.eventsOf('success')).toMatchObject([{ file: { key: 'a' } }])
    uploads[1]?.report(done('b'))
    expect(next.bound().map(({ status, key }) => [status, key])).toEqual([
      ['done', 'a'],
      ['done', 'b'],
    ])
    expect(uploads).toHaveLength(2)
  })

  it('still cancels them by clear()', async () => {
    const { page, uploads } = await pageWith(['a.jpg'])
    const { component } = page
    page.leave()
    component.instance.clear?.()
    expect(uploads[0]?.isCancelled()).toBe(true)
  })
})

describe('a tap on a tile', () => {
  const called = (page: Awaited<ReturnType<typeof pageWith>>['page'], name: string) =>
    page.phone.log.filter(({ api, errMsg }) => api === name && errMsg !== undefined).length

  it('opens the platform’s viewer', async () => {
    const { page } = await pageWith(['a.jpg', 'b.jpg'])
    await eventually(() => expect(page.elements('.face')).toHaveLength(2))
    await page.tap('.face', 1)
    expect(page.eventsOf('preview')).toMatchObject([{ uid: page.bound()[1]?.uid, file: { status: 'uploading' } }])
    await until(() => called(page, 'previewMedia') === 1)
  })

  it('opens a document that is on the device', async () => {
    const fileList = [{ uid: '1', path: 'wxfile://tmp_a.pdf', kind: 'file', status: 'done' }]
    const page = openPage({ fileList, columns: 1 })
    await page.tap('.row__face')
    await until(() => called(page, 'openDocument') === 1)
  })

  it('emits click-file if there is no viewer, or preview is off', async () => {
    const archive = openPage({ fileList: [{ uid: '1', url: 'https://files.example.com/a.zip' }] })
    await archive.tap('.face')
    const own = openPage({ fileList: [{ uid: '2', url: URL_A }], preview: false })
    await own.tap('.face')
    expect([archive, own].map((page) => page.events)).toMatchObject([
      [{ type: 'click-file', detail: { uid: '1', file: { kind: 'file' } } }],
      [{ type: 'click-file', detail: { uid: '2' } }],
    ])
    expect([called(archive, 'previewMedia'), called(own, 'previewMedia')]).toEqual([0, 0])
  })
})

describe('what a page may replace', () => {
  it('is the trigger', async () => {
    const { uploader, picks } = drivenUploader()
    const content = '<view slot="trigger" class="own">+</view>'
    const page = openPage({ uploader, useTriggerSlot: true }, { content })
    expect([page.has('.add'), page.texts('.own')]).toEqual([false, ['+']])
    await page.tap('.trigger')
    expect(picks).toHaveLength(1)
  })

  it('is the cover of a tile, by its uid', () => {
    const fileList = [
      { uid: 'a', url: URL_A },
      { uid: 'b', url: URL_B },
    ]
    const content = '<view slot="tile-b" class="own">cover</view>'
    const page = openPage({ fileList, useTileSlot: true }, { content })
    expect(page.texts('.own')).toEqual(['cover'])
    expect(page.tiles().map(({ slot }) => slot)).toEqual(['tile-a', 'tile-b'])
    expect(page.texts('.cell').map((text) => text.includes('cover'))).toEqual([false, true, false])
  })

  it('is the look, by its own classes', () => {
    const attributes = 'custom-class="around" tile-class="one" trigger-class="more"'
    const page = openPage({ fileList: [{ url: URL_A }] }, { attributes })
    const classes = (selector: string) => page.elements(selector).map((element) => element.getAttribute('class'))
    expect(classes('.uploader')[0]).toMatch(/\baround\b/)
    expect(classes('.cell').map((names) => /\b(one|more)\b/.exec(names ?? '')?.[0])).toEqual(['one', 'more'])
  })
})

describe('the language', () => {
  it('is the one that the host asks for, or that of the phone', async () => {
    expect(openPage({}).texts('.add__title')).toEqual(['添加照片'])
    const page = openPage({ locale: 'en', accept: 'video' })
    expect(page.texts('.add__title')).toEqual(['Add videos'])
    page.set({ locale: 'zh' })
    await eventually(() => expect(page.texts('.add__title')).toEqual(['添加视频']))
  })
})

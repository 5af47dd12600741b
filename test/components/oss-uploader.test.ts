import { UploadError } from '../../miniprogram/uploader/core/errors'
import { done, drivenUploader, photo, sending, stored } from './driven-uploader'
import { openPage } from './host-page'
import { turn, until } from './simulated'

/** A page on which these photos have just been picked. */
async function pageWith(names: string[], data: Record<string, unknown> = {}, options = {}) {
  const driven = drivenUploader()
  const page = openPage({ uploader: driven.uploader, route: 'photo', ...data }, options)
  await page.tap('.add')
  driven.answerPick(names.map((name) => photo(name)))
  await turn()
  return { page, ...driven }
}

describe('picking', () => {
  it('asks for as many as there is room for, and uploads what was picked', async () => {
    const { page, picks, uploads } = await pageWith(['a.jpg', 'b.jpg'], { maxCount: 3 })
    expect(picks).toMatchObject([{ count: 3, accept: 'image' }])
    expect(uploads.map(({ file, route }) => [file.path, route])).toEqual([
      ['wxfile://tmp_a.jpg', 'photo'],
      ['wxfile://tmp_b.jpg', 'photo'],
    ])
    expect(page.eventsOf('add')).toMatchObject([
      { files: [{ path: 'wxfile://tmp_a.jpg' }, { path: 'wxfile://tmp_b.jpg' }] },
    ])
    expect(page.tiles().map(({ status, caption }) => [status, caption])).toEqual([
      ['uploading', '等待中'],
      ['uploading', '等待中'],
    ])
    expect(page.bound().map(({ status }) => status)).toEqual(['uploading', 'uploading'])
  })

  it('tells a closed picker from a failed one', async () => {
    const { page } = await pageWith([])
    expect(page.events.map(({ type }) => type)).toEqual(['cancel'])
    expect(page.notice()).toBe('')
  })

  it('says why nothing can be picked, on the page and in an event', async () => {
    const { uploader, answerPick } = drivenUploader()
    const page = openPage({ uploader })
    await page.tap('.add')
    answerPick(new UploadError('privacy-refused'))
    await turn()
    expect(page.eventsOf('fail')).toMatchObject([
      { code: 'privacy-refused', message: '需要同意隐私指引后才能选择文件' },
    ])
    expect(page.eventsOf('fail')[0]).not.toHaveProperty('uid')
    expect(page.texts('.notice__text')).toEqual(['需要同意隐私指引后才能选择文件'])
  })

  it('opens one picker at a time', async () => {
    const { uploader, picks, answerPick } = drivenUploader()
    const page = openPage({ uploader })
    await page.tap('.add')
    await page.tap('.add')
    expect(picks).toHaveLength(1)
    answerPick([])
    await turn()
    await page.tap('.add')
    expect(picks).toHaveLength(2)
  })

  it('takes the others when one is too big, and says so', async () => {
    const { uploader, uploads, answerPick } = drivenUploader()
    const page = openPage({ uploader, maxSize: 1024, locale: 'en' })
    await page.tap('.add')
    answerPick([photo('big.jpg', 2048), photo('small.jpg', 1024)])
    await turn()
    expect(page.eventsOf('oversize')).toMatchObject([{ files: [{ path: 'wxfile://tmp_big.jpg' }] }])
    expect(uploads.map(({ file }) => file.path)).toEqual(['wxfile://tmp_small.jpg'])
    expect(page.notice()).toBe('The file is too large: 2 KB; at most 1 KB')
  })

  it('leaves out what is more than the list may hold', async () => {
    const { page, uploads } = await pageWith(['a.jpg', 'b.jpg', 'c.jpg'], { maxCount: 2 })
    expect(page.eventsOf('exceed')).toMatchObject([{ files: [{ path: 'wxfile://tmp_c.jpg' }] }])
    expect(uploads).toHaveLength(2)
    expect(page.has('.add')).toBe(false)
  })

  it('says that the uploader is missing', async () => {
    const page = openPage({})
    await page.tap('.add')
    expect(page.eventsOf('fail')).toMatchObject([{ code: 'misuse' }])
  })

  it('does nothing while it is disabled', async () => {
    const { uploader, picks } = drivenUploader()
    const page = openPage({ uploader, disabled: true })
    await page.tap('.add')
    expect(picks).toHaveLength(0)
  })
})

describe('uploading', () => {
  it('shows the share sent, gathered, and a tick at the end', async () => {
    const { page, uploads } = await pageWith(['a.jpg'])
    for (const percent of [10, 20, 42]) uploads[0]?.report(sending(percent))
    await until(() => page.eventsOf('progress').length > 0)
    expect(page.eventsOf('progress')).toEqual([{ uid: page.bound()[0]?.uid, percent: 42 }])
    expect(page.texts('.veil__caption')).toEqual(['42%'])

    uploads[0]?.report(done('k/a.jpg'))
    expect(page.has('.tick')).toBe(true)
    expect(page.eventsOf('success')).toEqual([{ uid: page.bound()[0]?.uid, file: stored('k/a.jpg') }])
    expect(page.bound()).toMatchObject([{ status: 'done', key: 'k/a.jpg', url: 'https://files.example.com/k/a.jpg' }])
  })

  it('goes on with the others when one fails, and says why in words', async () => {
    const { page, uploads } = await pageWith(['a.jpg', 'b.jpg'])
    uploads[0]?.report({ phase: 'failed', percent: 30, error: new UploadError('network', { params: { detail: 'x' } }) })
    uploads[1]?.report(done('b'))
    expect(page.tiles().map(({ status }) => status)).toEqual(['failed', 'done'])
    expect(page.texts('.veil__reason')).toEqual(['网络不给力，请检查网络后重试'])
    expect(page.eventsOf('fail')).toMatchObject([{ uid: page.bound()[0]?.uid, code: 'network' }])
  })

  it('shows the sentence that the backend wrote for the user', async () => {
    const { page, uploads } = await pageWith(['a.jpg'])
    const error = new UploadError('forbidden', { userMessage: '活动已结束' })
    uploads[0]?.report({ phase: 'failed', percent: 0, error })
    expect(page.texts('.veil__reason')).toEqual(['活动已结束'])
  })

  it('says what a paused upload waits for', async () => {
    const { page, uploads } = await pageWith(['a.jpg'])
    uploads[0]?.report({ phase: 'paused', percent: 20, by: 'offline' })
    expect(page.texts('.veil__caption')).toEqual(['等待网络'])
    uploads[0]?.report(sending(21))
    expect(page.tiles()[0]).toMatchObject({ status: 'uploading', caption: '21%' })
  })

  it('tries again at a tap on a failed tile', async () => {
    const { page, uploads } = await pageWith(['a.jpg'])
    uploads[0]?.report({ phase: 'failed', percent: 30, error: new UploadError('timeout') })
    await page.tap('.face')
    expect(page.eventsOf('retry')).toEqual([{ uid: page.bound()[0]?.uid }])
    expect(uploads).toHaveLength(2)
    uploads[1]?.report(done('a'))
    expect(page.bound()[0]).toMatchObject({ status: 'done' })
    expect(page.bound()[0]).not.toHaveProperty('message')
  })

  it('offers no second try of what must fail again', async () => {
    const { page, uploads } = await pageWith(['a.jpg'])
    uploads[0]?.report({ phase: 'failed', percent: 0, error: new UploadError('file-empty') })
    expect(page.has('.retry')).toBe(false)
    await page.tap('.face')
    expect(uploads).toHaveLength(1)
  })

  it('waits for upload() when it is not to begin by itself', async () => {
    const { page, uploads } = await pageWith(['a.jpg'], { autoUpload: false })
    expect(uploads).toHaveLength(0)
    expect(page.texts('.ribbon__text')).toEqual(['待上传'])
    page.call('upload')
    expect(uploads).toHaveLength(1)
  })

  it('hands the route its input', async () => {
    const { uploads } = await pageWith(['a.jpg'], { input: { album: 7 } })
    expect(uploads[0]?.input).toEqual({ album: 7 })
  })
})

describe('removing', () => {
  it('cancels the upload, whatever its state, and frees the place', async () => {
    const { page, uploads } = await pageWith(['a.jpg', 'b.jpg'], { maxCount: 2 })
    const [first] = page.bound()
    await page.tap('.remove')
    expect(uploads.map((upload) => upload.isCancelled())).toEqual([true, false])
    expect(page.eventsOf('remove')).toMatchObject([{ uid: first?.uid, file: { path: 'wxfile://tmp_a.jpg' } }])
    expect(page.bound()).toHaveLength(1)
    expect(page.has('.add')).toBe(true)
    expect(page.eventsOf('fail')).toEqual([])
  })

  it('empties the list and cancels all by clear()', async () => {
    const { page, uploads } = await pageWith(['a.jpg', 'b.jpg'])
    page.call('clear')
    expect(uploads.every((upload) => upload.isCancelled())).toBe(true)
    expect(page.bound()).toEqual([])
    expect(page.tiles()).toEqual([])
  })

  it('cancels what the page takes out of its list', async () => {
    const { page, uploads } = await pageWith(['a.jpg', 'b.jpg'])
    page.set({ fileList: page.bound().slice(1) })
    expect(uploads.map((upload) => upload.isCancelled())).toEqual([true, false])
    expect(page.tiles()).toHaveLength(1)
  })

  it('cancels what is under way when the page is left', async () => {
    const { page, uploads } = await pageWith(['a.jpg', 'b.jpg'])
    uploads[0]?.report(done('a'))
    const before = page.events.length
    page.leave()
    expect(uploads[1]?.isCancelled()).toBe(true)
    expect(page.events).toHaveLength(before)
  })

  it('offers none where the list is only to be seen', () => {
    const fileList = [{ url: 'https://files.example.com/a.jpg' }]
    expect(openPage({ fileList, deletable: false }).has('.remove')).toBe(false)
    const page = openPage({ fileList, readonly: true })
    expect([page.has('.remove'), page.has('.add'), page.has('.tick')]).toEqual([false, false, true])
  })
})

describe('the list of the page', () => {
  it('may never be bound back', async () => {
    const { page, uploads } = await pageWith(['a.jpg'], {}, { bindsBack: false })
    uploads[0]?.report(done('a'))
    expect(page.bound()).toEqual([])
    expect(page.tiles().map(({ status }) => status)).toEqual(['done'])
  })

  it('may be an older copy: it takes nothing back', async () => {
    const { page, uploads } = await pageWith(['a.jpg'], {}, { bindsBack: false })
    const [older] = page.eventsOf('change')
    uploads[0]?.report(done('a'))
    page.set(older ?? {})
    expect(page.tiles().map(({ status }) => status)).toEqual(['done'])
    expect(uploads).toHaveLength(1)
  })

  it('is never changed by the component', async () => {
    const { page, uploads } = await pageWith(['a.jpg'], {}, { bindsBack: false })
    const [first] = page.eventsOf('change') as { fileList: object[] }[]
    const copy = JSON.stringify(first)
    uploads[0]?.report(done('a'))
    await page.tap('.remove')
    expect(JSON.stringify(first)).toBe(copy)
  })

  it('needs no more than a url, and begins again what was never finished', () => {
    const { uploader, uploads } = drivenUploader()
    const page = openPage({
      uploader,
      route: 'photo',
      fileList: [
        { url: 'https://files.example.com/a.jpg' },
        { uid: '2', path: 'wxfile://tmp_b.jpg', kind: 'image', status: 'uploading', percent: 40 },
      ],
    })
    expect(page.tiles().map(({ status }) => status)).toEqual(['done', 'uploading'])
    expect(uploads.map(({ file }) => file.path)).toEqual(['wxfile://tmp_b.jpg'])
  })

  it('begins when the uploader comes late', () => {
    const { uploader, uploads } = drivenUploader()
    const page = openPage({ uploader: null, fileList: [{ path: 'wxfile://tmp_a.jpg' }] })
    expect(uploads).toHaveLength(0)
    page.set({ uploader })
    expect(uploads).toHaveLength(1)
  })
})

describe('a tap on a tile', () => {
  it('opens the preview', async () => {
    const { page } = await pageWith(['a.jpg', 'b.jpg'])
    await page.tap('.face', 1)
    expect(page.eventsOf('click-file')).toEqual([{ uid: page.bound()[1]?.uid }])
    await until(() => page.phone.log.some(({ api, errMsg }) => api === 'previewMedia' && errMsg !== undefined))
  })
})

it('speaks the language asked for, or that of the phone', () => {
  expect(openPage({}).texts('.add__title')).toEqual(['添加照片'])
  expect(openPage({ locale: 'en', accept: 'video' }).texts('.add__title')).toEqual(['Add videos'])
})

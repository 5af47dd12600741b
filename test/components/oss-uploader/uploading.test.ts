import { UploadError } from '../../../miniprogram/uploader/core/errors'
import { done, drivenUploader, photo, sending, stored } from '../rig/driven-uploader'
import { openPage } from '../rig/host-page'
import { pageWith } from '../rig/page-with'
import { eventually, turn } from '../rig/simulated'

describe('uploading', () => {
  it('shows the percent, and a tick at the end', async () => {
    const { page, uploads } = await pageWith(['a.jpg'])
    await eventually(() => expect(page.texts('.veil__caption')).toEqual(['等待中']))
    for (const percent of [10, 20, 42]) uploads[0]?.report(sending(percent))
    await eventually(() => expect(page.texts('.veil__percent')).toEqual(['42%']))
    // Three reports in one turn are one event, or two if the throttle had not acted for a while.
    const uid = page.bound()[0]?.uid
    const told = (percent: number) => ({ uid, percent, speed: 0 })
    expect([[told(42)], [told(10), told(42)]]).toContainEqual(page.eventsOf('progress'))

    uploads[0]?.report({ phase: 'confirming', percent: 99 })
    await eventually(() => expect(page.texts('.veil__caption')).toEqual(['确认中']))

    uploads[0]?.report(done('k/a.jpg'))
    await eventually(() => expect(page.has('.tick')).toBe(true))
    expect(page.eventsOf('success')).toEqual([{ uid: page.bound()[0]?.uid, file: stored('k/a.jpg') }])
    expect(page.bound()).toMatchObject([{ status: 'done', key: 'k/a.jpg', url: 'https://files.example.com/k/a.jpg' }])
    expect(page.bound()[0]).not.toHaveProperty('phase')
  })

  it('shows the speed that the upload reports, and hides it when the reports stop', async () => {
    const { page, uploads } = await pageWith(['a.jpg'])
    const sent = { sentBytes: 500_000, totalBytes: 10_000_000, estimated: false }
    uploads[0]?.report({ phase: 'sending', percent: 5, ...sent, bytesPerSecond: 1_300_000, secondsLeft: 8 })
    await eventually(() => expect(page.texts('.veil__speed')).toEqual(['1.2 MB/s']))
    expect(page.eventsOf('progress')).toMatchObject([{ percent: 5, speed: 1_300_000 }])
    for (let wait = 0; wait < 4; wait += 1) await new Promise((resolve) => setTimeout(resolve, 1000))
    expect(page.texts('.veil__speed')).toEqual([])
  })

  it('is announced to screen readers: which tile is busy, and the progress of all', async () => {
    const { page, uploads } = await pageWith(['a.jpg', 'b.jpg'])
    uploads[0]?.report(done('a'))
    uploads[1]?.report(sending(60))
    await eventually(() => expect(page.texts('.announcement')).toEqual(['已上传 75%，完成 1/2']))
    expect(page.attributes('.face', 'ariaBusy')).toEqual([false, true])
    expect(page.attributes('.face', 'ariaLabel')).toEqual(['照片 1，已上传，点击查看', '照片 2，上传中 60%，点击查看'])
    expect(page.attributes('.remove', 'ariaLabel')).toEqual(['删除 照片 1', '删除 照片 2'])
  })

  it('continues with the others if one fails, and says why', async () => {
    const { page, uploads } = await pageWith(['a.jpg', 'b.jpg'])
    uploads[0]?.report({ phase: 'failed', percent: 30, error: new UploadError('network', { params: { detail: 'x' } }) })
    uploads[1]?.report(done('b'))
    await eventually(() => expect(page.tiles().map(({ status }) => status)).toEqual(['failed', 'done']))
    expect(page.texts('.veil__reason')).toEqual(['网络连接失败，请检查网络后重试'])
    expect(page.eventsOf('fail')).toMatchObject([{ uid: page.bound()[0]?.uid, code: 'network' }])
  })

  it('shows the sentence that the backend wrote for the user', async () => {
    const { page, uploads } = await pageWith(['a.jpg'])
    const error = new UploadError('forbidden', { userMessage: '活动已结束' })
    uploads[0]?.report({ phase: 'failed', percent: 0, error })
    await eventually(() => expect(page.texts('.veil__reason')).toEqual(['活动已结束']))
  })

  it('says what a paused upload waits for, and that it resumes automatically', async () => {
    const { page, uploads } = await pageWith(['a.jpg'])
    uploads[0]?.report({ phase: 'paused', percent: 20, by: 'offline' })
    await eventually(() => expect(page.texts('.veil__caption')).toEqual(['等待网络']))
    expect(page.texts('.notice__text')).toEqual(['网络已断开，恢复后会自动继续上传'])
    expect(page.has('.notice--calm')).toBe(true)
    uploads[0]?.report(sending(21))
    await eventually(() => expect(page.tiles()[0]).toMatchObject({ status: 'uploading', percent: 21 }))
    expect(page.has('.notice')).toBe(false)
  })

  it('is paused by pause(), and resumed by resume() or a tap on the tile', async () => {
    const { page, uploads } = await pageWith(['a.jpg', 'b.jpg', 'c.jpg'])
    uploads[2]?.report(done('c'))
    page.call('pause')
    expect(uploads.map((upload) => upload.isPaused())).toEqual([true, true, false])
    expect(page.bound().map(({ status }) => status)).toEqual(['paused', 'paused', 'done'])
    await eventually(() => expect(page.texts('.pill__text')).toEqual(['继续', '继续']))
    await page.tap('.face', 1)
    expect(uploads.map((upload) => upload.isPaused())).toEqual([true, false, false])
    page.call('resume')
    expect(uploads.map((upload) => upload.isPaused())).toEqual([false, false, false])
  })

  it('says when it retries after a temporary failure, and retries now after a tap on its tile', async () => {
    const { page, uploads } = await pageWith(['a.jpg', 'b.jpg'])
    const error = new UploadError('server-unreachable')
    uploads[0]?.report({ phase: 'retrying', percent: 20, retryAt: Date.now() + 60_000, error })
    uploads[1]?.report(sending(30))
    await eventually(() => expect(page.texts('.veil__caption')).toEqual(['等待重试']))
    expect(page.texts('.notice__text')).toEqual([
      expect.stringMatching(/^网络或服务不稳定，重试中，(60|5\d) 秒后再试$/),
    ])
    expect(page.texts('.pill__text')).toEqual(['立即重试'])
    expect(page.tiles()[0]).toMatchObject({ status: 'uploading', isRetrying: true, percent: 20 })
    await page.tap('.face')
    await eventually(() => expect(page.has('.notice')).toBe(false))
    expect(page.tiles()[0]).toMatchObject({ status: 'uploading', caption: '上传中', isRetrying: false })
  })

  it('offers no retry while it waits to retry in a list that is only shown', async () => {
    const { page, uploads } = await pageWith(['a.jpg'], { readonly: false })
    page.set({ readonly: true })
    uploads[0]?.report({
      phase: 'retrying',
      percent: 0,
      retryAt: Date.now() + 60_000,
      error: new UploadError('timeout'),
    })
    await eventually(() => expect(page.texts('.veil__caption')).toEqual(['等待重试']))
    expect(page.has('.pill')).toBe(false)
  })

  it('is retried by a tap on a failed tile', async () => {
    const { page, uploads } = await pageWith(['a.jpg'])
    uploads[0]?.report({ phase: 'failed', percent: 30, error: new UploadError('timeout') })
    await eventually(() => expect(page.has('.pill')).toBe(true))
    await page.tap('.face')
    expect(page.eventsOf('retry')).toEqual([{ uid: page.bound()[0]?.uid }])
    expect(uploads).toHaveLength(2)
    uploads[1]?.report(done('a'))
    expect(page.bound()[0]).toMatchObject({ status: 'done' })
    expect(page.bound()[0]).not.toHaveProperty('message')
  })

  it('cannot be retried if the same file would fail again', async () => {
    const { page, uploads } = await pageWith(['a.jpg'])
    uploads[0]?.report({ phase: 'failed', percent: 0, error: new UploadError('file-empty') })
    await eventually(() => expect(page.has('.veil--failed')).toBe(true))
    expect(page.has('.pill')).toBe(false)
    await page.tap('.face')
    expect(uploads).toHaveLength(1)
  })

  it('waits for upload() if auto-upload is off', async () => {
    const { page, uploads } = await pageWith(['a.jpg'], { autoUpload: false })
    await turn()
    expect(uploads).toHaveLength(0)
    await eventually(() => expect(page.texts('.ribbon__text')).toEqual(['待上传']))
    page.call('upload')
    expect(uploads).toHaveLength(1)
  })

  it('passes the input to the route', async () => {
    const { uploads } = await pageWith(['a.jpg'], { input: { album: 7 } })
    expect(uploads[0]?.input).toEqual({ album: 7 })
  })

  it('shows twenty files at once', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `${index}.jpg`)
    const { page, uploads } = await pageWith(names, { maxCount: 20 })
    expect(uploads).toHaveLength(20)
    await eventually(() => expect(page.elements('.face')).toHaveLength(20))
    for (const [index, upload] of uploads.entries()) upload.report(index % 2 ? done(String(index)) : sending(50))
    await eventually(() => {
      expect(page.elements('.tick')).toHaveLength(10)
      expect(page.texts('.veil__percent')).toHaveLength(10)
    })
  })

  describe('in a list', () => {
    const file = { ...photo('a.pdf'), name: 'Report.pdf', kind: 'file' as const, size: 1_500_000 }

    it('with one column shows rows with names and sizes', async () => {
      const { uploader, uploads, answerPick } = drivenUploader()
      const page = openPage({ uploader, columns: 1, accept: 'file' })
      await page.tap('.add')
      answerPick([file])
      await turn()
      uploads[0]?.report(sending(30))
      await eventually(() => expect(page.texts('.row__state')).toEqual(['上传中 30%']))
      expect([page.texts('.row__name'), page.texts('.row__fact')]).toEqual([['Report.pdf'], ['1.4 MB']])
      expect(page.has('.square')).toBe(false)
    })

    it('with several columns gives each tile its share of the width', () => {
      const fileList = [{ url: 'https://files.example.com/a.jpg' }]
      const widths = (columns: number) =>
        openPage({ fileList, columns })
          .elements('.cell')
          .map((cell) => cell.getAttribute('style'))
      expect(widths(4)).toEqual(['width: 25%;', 'width: 25%;'])
      expect(widths(0)).toEqual(['', ''])
    })
  })
})

import type { Browser } from 'playwright-core'
import { type Chosen, picture } from './files'
import { middleOf, type Started, samplePhoto, startAll, urlsShown, type Visit, visit } from './rig'

const ADD = /添加照片/
const DONE = /已上传/
const DRAGGED = '[class*="--dragged"]'
const bytesAt = async (url: string): Promise<Buffer> => Buffer.from(await (await fetch(url)).arrayBuffer())

/** The upload page of the real `miniprogram/`, with and without faults. */
export function describeUploading(browser: () => Browser): void {
  describe('the upload page', () => {
    let started: Started
    let here: Visit
    let photo: Chosen
    beforeAll(async () => {
      started = await startAll()
      photo = await samplePhoto()
    })
    afterAll(() => started.close())
    beforeEach(async () => {
      here = await visit(browser(), started)
      await here.goTo('/pages/upload/upload')
    })
    afterEach(() => here.close())
    const tiles = (name: RegExp) => here.phone.getByRole('button', { name })
    const removeButtons = () => here.phone.getByRole('button', { name: /^(删除|移除)/ })

    it('uploads three photos, and their URLs return the same bytes', async () => {
      const chosen = [photo, await picture('b.png', 40), await picture('c.png', 60)]
      await here.shot('upload-empty')
      await here.pick(ADD, chosen)
      await tiles(DONE).nth(2).waitFor()
      await here.shot('upload-done')
      const urls = await urlsShown(here.phone)
      const stored = await Promise.all(urls.map(bytesAt))
      expect(stored.map((bytes) => bytes.toString('base64'))).toEqual(
        chosen.map(({ buffer }) => buffer.toString('base64')),
      )
      expect(here.errors).toEqual([])
    })

    it('shows the progress of a photo on a slow link, and can remove it meanwhile', async () => {
      await here.toggle('弱网')
      await here.pick(ADD, [await picture('slow.png', 500)])
      await here.phone
        .getByText(/^[1-9]\d?%/)
        .first()
        .waitFor()
      await here.shot('upload-sending')
      await removeButtons().click()
      await tiles(/照片 1/)
        .first()
        .waitFor({ state: 'detached' })
      expect(await urlsShown(here.phone)).toEqual([])
      expect(here.errors).toEqual([])
    })

    it('tells its user that an album has no texts, which the browser lets him pick', async () => {
      await here.pick(ADD, [{ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') }])
      await here.page.getByText('手机相册里只有照片和视频').waitFor()
      expect(here.errors).toEqual([])
    })

    it('removes an uploaded photo', async () => {
      await here.pick(ADD, [photo])
      await tiles(DONE).waitFor()
      await removeButtons().click()
      await tiles(DONE).waitFor({ state: 'detached' })
      expect(await urlsShown(here.phone)).toEqual([])
    })

    it('reorders photos by a long press and a drag', async () => {
      await here.pick(ADD, [photo, await picture('b.png', 40), await picture('c.png', 60)])
      await tiles(DONE).nth(2).waitFor()
      const [first, ...rest] = await urlsShown(here.phone)
      const [from, to] = [await middleOf(tiles(DONE).first()), await middleOf(tiles(DONE).nth(2))]
      await here.page.mouse.move(from.x, from.y)
      await here.page.mouse.down()
      await here.phone.locator(DRAGGED).waitFor()
      await here.page.mouse.move(to.x + 10, to.y, { steps: 8 })
      await here.shot('upload-dragging')
      await here.page.mouse.up()
      await here.phone.locator(DRAGGED).waitFor({ state: 'detached' })
      expect(await urlsShown(here.phone)).toEqual([...rest, first])
      expect(here.errors).toEqual([])
    })

    it('shows the reason if the bucket denies access, and succeeds on a retry', async () => {
      await here.toggle('403')
      await here.pick(ADD, [photo])
      const failed = tiles(/照片 1.*重试/)
      await failed.waitFor()
      await here.shot('upload-failed')
      await here.toggle('403')
      await failed.click()
      await tiles(DONE).waitFor()
      expect((await urlsShown(here.phone)).length).toBe(1)
      expect(here.errors).toEqual([])
    })

    it('retries by itself if the bucket is unavailable for a moment', async () => {
      started.stack.cloud.faults.inject('PostObject', { kind: 'answer', status: 503, code: 'ServiceUnavailable' }, 1)
      await here.pick(ADD, [photo])
      await tiles(DONE).waitFor()
      await here.page.getByRole('row', { name: /POST .*503/ }).waitFor()
    })

    it('waits while the phone is offline, and then resumes', async () => {
      await here.toggle('离线')
      await here.pick(ADD, [photo])
      await here.phone
        .getByText(/等待网络|网络/)
        .first()
        .waitFor()
      await here.shot('upload-offline')
      await here.toggle('离线')
      await tiles(DONE).waitFor()
      expect(here.errors).toEqual([])
    })

    it('is interrupted in the background, and completes after the return', async () => {
      await here.toggle('弱网')
      await here.pick(ADD, [await picture('long.png', 560)])
      await here.phone
        .getByText(/^[1-9]\d?%/)
        .first()
        .waitFor()
      await here.page.getByRole('button', { name: '切后台 10 秒' }).click()
      await here.page.getByText(/^小程序在后台/).waitFor()
      await here.shot('upload-background')
      await here.toggle('弱网')
      await here.page.getByText(/^小程序在后台/).waitFor({ state: 'hidden' })
      await tiles(DONE).waitFor()
      await here.page.getByRole('row', { name: /interrupted/ }).waitFor()
    })

    it('asks the backend about the file after a lost callback, and does not send it twice', async () => {
      await here.toggle('回调丢失')
      await here.pick(ADD, [photo])
      await tiles(DONE).waitFor()
      await here.page.getByRole('row', { name: /POST .*203/ }).waitFor()
      await here.page.getByRole('row', { name: /uploads\/complete/ }).waitFor()
      expect(await here.page.getByRole('row', { name: /手机 上传 POST/ }).count()).toBe(1)
      await here.toggle('回调丢失')
    })

    it('refuses a photo above the limit of its route with a message, and sends nothing', async () => {
      const huge = { ...photo, buffer: Buffer.concat([photo.buffer, Buffer.alloc(20 * 1024 * 1024)]) }
      await here.pick(ADD, [huge])
      await here.phone
        .getByText(/文件太大/)
        .first()
        .waitFor()
      await here.shot('upload-oversize')
      expect(await here.page.getByRole('row', { name: /手机 上传 POST/ }).count()).toBe(0)
    })

    it('lists session, ticket, upload and callback, each with its status', async () => {
      await here.page.evaluate('localStorage.clear()')
      await here.page.reload()
      await here.goTo('/pages/upload/upload')
      await here.pick(ADD, [photo])
      await tiles(DONE).waitFor()
      const rows = [/手机 登录 POST .*200/, /手机 取凭证 POST .*200/, /手机 上传 POST .*200/, /OSS 回调后端 POST .*200/]
      for (const name of rows) await here.page.getByRole('row', { name }).waitFor()
      await here.page.getByRole('row', { name: /后端 转正 PUT .*200/ }).waitFor()
    })
  })
}

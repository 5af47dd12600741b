import type { Browser } from 'playwright-core'
import type { Chosen } from './files'
import { type Started, samplePhoto, startAll, urlsShown, type Visit, visit } from './rig'

/** A file with the first bytes of a video, which is enough for all checks. */
const CLIP: Chosen = {
  name: 'clip.mp4',
  mimeType: 'video/mp4',
  buffer: Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom'), Buffer.alloc(40_000, 3)]),
}

/** What a user does on the sample's other pages. */
export function describeOtherPages(browser: () => Browser): void {
  describe('the mini-program', () => {
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
    })
    afterEach(() => here.close())
    const uploaded = () => here.phone.getByRole('button', { name: /已上传/ })

    it('uploads three photos and a video in their lists, and their URLs return the same bytes', async () => {
      await here.goTo('/pages/upload/upload')
      await here.pick(/添加照片/, [photo, photo, photo])
      await uploaded().nth(2).waitFor()
      await here.pick(/添加视频/, [CLIP])
      await uploaded().nth(3).waitFor()
      const stored = await Promise.all(
        (await urlsShown(here.phone)).map(async (url) => (await fetch(url)).arrayBuffer()),
      )
      const sizes = stored.map((bytes) => bytes.byteLength).sort((a, b) => a - b)
      expect(sizes).toEqual([photo, photo, photo, CLIP].map(({ buffer }) => buffer.length).sort((a, b) => a - b))
      expect(stored.some((bytes) => Buffer.compare(Buffer.from(bytes), CLIP.buffer) === 0)).toBe(true)
      await here.shot('upload-photos-and-video')
      expect(here.errors).toEqual([])
    })

    it('submits text and photos as one form', async () => {
      await here.goTo('/pages/form/form')
      await here.phone.getByRole('textbox').fill('海边的三天')
      await here.pick(/添加照片/, [photo])
      await uploaded().waitFor()
      await here.phone.getByText('发布', { exact: true }).click()
      await here.phone.getByText('已提交').waitFor()
      expect(await here.phone.locator('body').innerText()).toMatch(
        /海边的三天[\s\S]*uploads\/photo\/[0-9a-f]{24}\/[0-9a-f]{32}\.jpg/,
      )
      await here.shot('form-submitted')
      expect(here.errors).toEqual([])
    })

    it.each([
      ['its ticket has expired', '凭证过期'],
      ['the bucket is down', '存储空间宕机'],
    ])(
      'goes on after a retry when %s',
      async (_, name) => {
        await here.goTo('/pages/upload/upload')
        await here.toggle(name)
        await here.pick(/添加照片/, [photo])
        const failed = here.phone.getByRole('button', { name: /照片 1.*重试/ })
        await failed.waitFor({ timeout: 90_000 })
        await here.toggle(name)
        await failed.click()
        await uploaded().waitFor()
        expect(here.errors).toEqual([])
      },
      60_000,
    )
  })
}

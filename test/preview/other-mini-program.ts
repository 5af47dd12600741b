import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { picture, video } from './files'
import { OTHER_FILES } from './other-files'
import { type Started, startAll, urlsShown, type Visit, visit } from './rig'

const MINI_PROGRAM = fileURLToPath(new URL('../../miniprogram', import.meta.url))

/** A mini-program with more than the sample has: a form, several pages, a video, and later an error. */
export function describeOtherMiniProgram(browser: () => Browser): void {
  describe('another mini-program', () => {
    let root: string
    let started: Started
    let here: Visit
    const write = async (file: string, text: string): Promise<void> => {
      await mkdir(dirname(join(root, file)), { recursive: true })
      await writeFile(join(root, file), text)
    }
    beforeAll(async () => {
      root = await mkdtemp(join(tmpdir(), 'wx-oss-upload-other-'))
      for (const folder of ['components', 'uploader']) await symlink(join(MINI_PROGRAM, folder), join(root, folder))
      for (const [file, text] of Object.entries(OTHER_FILES)) await write(file, text)
      started = await startAll(root)
    })
    afterAll(async () => {
      await started.close()
      await rm(root, { recursive: true, force: true })
    })
    beforeEach(async () => {
      here = await visit(browser(), started)
    })
    afterEach(() => here.close())

    it('uploads a video and a photo, and their URLs return the same bytes', async () => {
      const [clip, photo] = [video('clip.mp4', 200_000), await picture('p.png', 30)]
      await here.pick(/添加视频/, [clip])
      await here.pick(/添加照片/, [photo])
      await here.phone.getByText('2 done').waitFor()
      const stored = await Promise.all(
        (await urlsShown(here.phone)).map(async (url) => Buffer.from(await (await fetch(url)).arrayBuffer())),
      )
      expect(stored.some((bytes) => bytes.equals(clip.buffer))).toBe(true)
      expect(stored.some((bytes) => bytes.equals(photo.buffer))).toBe(true)
      expect(here.errors).toEqual([])
    })

    it('opens a second page and returns to the unchanged first one', async () => {
      await here.phone.getByRole('link', { name: 'Write' }).click()
      await here.page.getByRole('heading', { name: 'The form' }).waitFor()
      await here.phone.getByText('told: 7').waitFor()
      await here.page.getByRole('button', { name: '返回' }).click()
      await here.phone.getByText('shown 2 times').waitFor()
      expect(here.errors).toEqual([])
    })

    it('submits typed text and the value of a component in the form', async () => {
      await here.phone.getByRole('link', { name: 'Write' }).click()
      await here.phone.getByRole('textbox', { name: 'Title' }).fill('Sunset')
      await here.phone.getByRole('textbox', { name: 'Text' }).fill('Over the hills')
      await here.phone.getByRole('button', { name: 'Send' }).click()
      await here.phone.getByText('{"title":"Sunset","text":"Over the hills","stars":5}').waitFor()
      expect(here.errors).toEqual([])
    })

    it('runs ten uploads at a time, accepts any status as an answer, and can abort', async () => {
      const ends = await here.phone.locator('body').evaluate(tryUploads, started.stack.cloud.ossUrl)
      expect(ends).toEqual({
        missing: 'uploadFile:fail createUploadTask:fail file not found',
        aborted: 'request:fail abort',
        answered: 405,
        beyond: ['request:fail exceed max task count', 'request:fail exceed max task count'],
        unknown: 'undefined',
      })
      expect(here.errors).toEqual(['wx.createCanvasContext is not in the preview'])
    })

    it('restarts when a file is saved, shows an error in it, and recovers', async () => {
      await write('pages/home/home.wxml', '<view>Saved</view>')
      await here.phone.getByText('Saved').waitFor()
      await write('pages/home/home.wxml', '<view>\n<canvas/></view>')
      await here.page.getByText('pages/home/home.wxml:2: <canvas> is not in the preview').waitFor()
      await here.shot('broken')
      await write('pages/home/home.wxml', '<view>Mended</view>')
      await here.phone.getByText('Mended').waitFor()
      await here.page.getByRole('alert').waitFor({ state: 'hidden' })
      expect(here.errors).toEqual([])
    })
  })
}

/** Runs in the phone and uses its `wx`. */
async function tryUploads(_body: unknown, bucket: string) {
  type Ends = { success?(result: { statusCode: number }): void; fail?(failure: { errMsg: string }): void }
  type Call = (options: Record<string, unknown> & Ends) => { abort(): void }
  const { wx } = globalThis as unknown as { wx: Record<'uploadFile' | 'request', Call> & Record<string, unknown> }
  const url = `${bucket}/none`
  const answered = await new Promise((resolve) => {
    wx.request({ url, method: 'POST', success: ({ statusCode }) => resolve(statusCode) })
  })
  const missing = await new Promise((resolve) => {
    wx.uploadFile({ url, filePath: 'http://tmp/none.png', name: 'file', fail: ({ errMsg }) => resolve(errMsg) })
  })
  const aborted = await new Promise((resolve) => {
    wx.request({ url, fail: ({ errMsg }) => resolve(errMsg) }).abort()
  })
  const beyond: string[] = []
  await Promise.all(
    Array.from(
      { length: 12 },
      () =>
        new Promise<void>((resolve) => {
          wx.request({
            url,
            success: () => resolve(),
            fail({ errMsg }) {
              beyond.push(errMsg)
              resolve()
            },
          })
        }),
    ),
  )
  return { missing, aborted, answered, beyond, unknown: typeof wx.createCanvasContext }
}

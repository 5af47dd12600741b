import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { ALI_OSS_PAGES } from '../../dev/web/ali-oss-pages'
import { faintTexts } from '../contrast'
import { type Started, startAll, type Visit, visit } from './rig'
import { video } from './uploading'

const MB = 1024 * 1024
const PHOTO = new URL('../../dev/samples/photo.jpg', import.meta.url)

/** The web pages, the admin page and the pages of the backend, in English: see `test/preview/contrast.ts`. */
export function describeContrast(browser: () => Browser): void {
  describe.each(['light', 'dark'] as const)('the contrast of all texts, %s', (colorScheme) => {
    let started: Started
    let here: Visit
    beforeAll(async () => {
      started = await startAll({ link: { bandwidth: { up: 3 * MB, down: Number.POSITIVE_INFINITY } } })
    })
    afterAll(() => started.close())
    afterEach(() => here.close())
    const look = { locale: 'en-US', colorScheme } as const

    it('is enough before, during and after uploads, and for what failed', async () => {
      here = await visit(browser(), started, look)
      expect(await faintTexts(here.page)).toEqual([])
      await here.choose([
        await started.file('photo.jpg', await readFile(PHOTO)),
        await started.file('empty.txt', Buffer.alloc(0)),
      ])
      await here.row('photo.jpg').getByText('Uploaded').first().waitFor()
      await here.row('empty.txt').locator('summary').click()
      await here.choose([await started.file('clip.mp4', video(30 * MB))])
      await here.atLeast('clip.mp4', 5)
      await here.shot(`contrast-${colorScheme}`)
      expect(await faintTexts(here.page)).toEqual([])
      await here.button('Pause', 'clip.mp4').click()
      await here.page
        .getByText(/^Paused \d+%/)
        .first()
        .waitFor()
      expect(await faintTexts(here.page)).toEqual([])
      await here.page.reload()
      await here.page.getByRole('button', { name: /^Discard clip\.mp4/ }).waitFor()
      expect(await faintTexts(here.page)).toEqual([])
      await here.page.getByRole('button', { name: /^Discard clip\.mp4/ }).click()
    })

    it('is enough on the pages for users of ali-oss', async () => {
      here = await visit(browser(), started, look)
      for (const { path } of ALI_OSS_PAGES) {
        await here.page.goto(started.web.url + path)
        await here.page.getByRole('heading').first().waitFor()
        expect([path, await faintTexts(here.page)]).toEqual([path, []])
        await here.shot(`contrast${path.replaceAll('/', '-')}-${colorScheme}`)
      }
    })

    it('is enough on the admin page and on the pages of the backend, which lead to each other', async () => {
      here = await visit(browser(), started, look)
      await here.choose([await started.file('photo.jpg', await readFile(PHOTO))])
      await here.row('photo.jpg').getByText('Uploaded').first().waitFor()
      // Any answer with a code, so that refused requests are shown as well.
      await fetch(`${started.stack.cloud.ossUrl}/nothing`)
      await here.page.goto(started.stack.cloud.adminUrl)
      await here.page.locator('summary').first().click()
      await here.shot(`contrast-admin-${colorScheme}`)
      expect(await faintTexts(here.page)).toEqual([])
      await here.page.goto(started.stack.url)
      expect(await faintTexts(here.page)).toEqual([])
      await here.shot(`contrast-backend-${colorScheme}`)
      await here.page.getByRole('link', { name: 'Endpoints' }).click()
      await here.page.getByRole('heading', { name: '/v1/session' }).waitFor()
      expect(await faintTexts(here.page)).toEqual([])
      await here.shot(`contrast-docs-${colorScheme}`)
      await here.page.getByRole('link', { name: 'wx-oss-upload' }).click()
      await here.page.getByRole('link', { name: 'Endpoints' }).waitFor()
    })
  })
}

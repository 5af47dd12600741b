import type { Browser, Locator } from 'playwright-core'
import { uploadFiles } from '../../dev/demo/upload-files'
import { type Chosen, picture } from './files'
import { SAMPLE_PHOTO, type Started, samplePhoto, startAll, urlsShown, type Visit, visit } from './rig'

const ADD = /添加照片/
const DONE = /已上传/

/** Far more than the library ever waits before its next attempt, ms. */
const JUMP_MS = 10_000

/** With each fault switch on, an upload ends. */
export function describeSwitches(browser: () => Browser): void {
  describe('while a fault switch is on', () => {
    let started: Started
    let here: Visit
    let photo: Chosen
    beforeAll(async () => {
      started = await startAll()
      photo = await samplePhoto()
    })
    afterAll(() => started.close())
    beforeEach(async () => {
      here = await visit(browser(), started, { hasClock: true })
      await here.goTo('/pages/upload/upload')
    })
    afterEach(() => here.close())
    const tiles = (name: RegExp) => here.phone.getByRole('button', { name })
    const failed = () => tiles(/照片 1.*重试/)

    /** Lets the time between the attempts pass. */
    async function passUntil(shown: Locator): Promise<void> {
      while ((await shown.count()) === 0) {
        await here.page.clock.fastForward(JUMP_MS)
        await here.page.evaluate(() => new Promise((resolve) => queueMicrotask(() => resolve(undefined))))
      }
    }

    it('stores a photo over the slow link, with the bytes that were picked', async () => {
      const slow = await picture('slow.png', 120)
      await here.toggle('弱网')
      await here.pick(ADD, [slow])
      await tiles(DONE).waitFor()
      const [url = ''] = await urlsShown(here.phone)
      expect(Buffer.from(await (await fetch(url)).arrayBuffer()).equals(slow.buffer)).toBe(true)
      await here.page.getByRole('row', { name: /手机 上传 POST .*200/ }).waitFor()
    })

    it('stores a photo whose callback is lost', async () => {
      await here.toggle('回调丢失')
      await here.pick(ADD, [photo])
      await tiles(DONE).waitFor()
      expect((await urlsShown(here.phone)).length).toBe(1)
    })

    it.each(['403', '凭证过期', '503', '存储空间宕机'])(
      'fails with a reason and a button to retry: %s',
      async (name) => {
        await here.toggle(name)
        await here.pick(ADD, [photo])
        await passUntil(failed())
        await here.toggle(name)
        await failed().click()
        await passUntil(tiles(DONE))
      },
    )

    it('follows the requests, however many fail', async () => {
      await here.toggle('403')
      // Far more than the panel has room for.
      for (const count of [1, 2, 3, 4, 5, 6, 7, 8]) {
        await here.pick(ADD, [photo])
        await tiles(/重试/)
          .nth(count - 1)
          .waitFor()
      }
      const rows = here.page.locator('.log__row')
      await rows.nth(15).waitFor()
      expect(await rows.last().evaluate(isInside)).toBe(true)
      await rows.last().hover()
      await here.page.mouse.wheel(0, -10_000)
      while (!(await rows.first().evaluate(isInside))) await here.page.evaluate('new Promise(requestAnimationFrame)')
      const before = await rows.count()
      await here.pick(ADD, [photo])
      await rows.nth(before).waitFor()
      expect(await rows.first().evaluate(isInside)).toBe(true)
    })

    it('shows everything about a request when its row is opened', async () => {
      await here.pick(ADD, [photo])
      await tiles(DONE).waitFor()
      const row = here.page.getByRole('row', { name: /手机 上传 POST .*200/ })
      await row.getByRole('button').press('Enter')
      const detail = here.page.locator('.detail')
      for (const text of ['x-oss-signature-version', '"expiration"', '"conditions"', '27.9 KB', 'x-oss-request-id']) {
        await detail.getByText(text).first().waitFor()
      }
      await here.shot('request-open')
      await row.getByRole('button').press('Enter')
      await detail.waitFor({ state: 'detached' })
      expect(here.errors).toEqual([])
    })

    it('is switched off when the last page has gone', async () => {
      await here.toggle('403')
      await here.page.locator('[aria-checked="true"]').waitFor()
      const [on] = await uploadFiles(started.stack.url, [SAMPLE_PHOTO])
      expect(on).toMatchObject({ error: { code: expect.any(String) } })
      const off = started.switched([])
      await here.page.close()
      await off
      expect(await (await fetch(`${started.preview.url}/switches`)).json()).toEqual([])
      const [stored] = await uploadFiles(started.stack.url, [SAMPLE_PHOTO])
      expect(stored).toMatchObject({ type: 'image/jpeg' })
    })
  })
}

/** Runs in the page: whether a row of the list is inside the part of it that is shown. */
function isInside(element: unknown): boolean {
  interface Box {
    getBoundingClientRect(): { top: number; bottom: number }
    closest(selector: string): Box
  }
  const row = element as Box
  const { top, bottom } = row.closest('.log__scroller').getBoundingClientRect()
  const box = row.getBoundingClientRect()
  return box.bottom > top && box.bottom <= bottom + 1
}

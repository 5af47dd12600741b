import type { Browser, Route } from 'playwright-core'
import { video } from './files'
import { type Started, startAll, urlsShown, type Visit, visit } from './rig'

const MB = 1024 * 1024
/** Six parts of 4 MB on Wi-Fi. */
const SIZE = 24 * MB
const HALF = 3
const PARTS = /partNumber=/

/** Half of a video has arrived when the mini-program is killed, which is a reload of the page. */
export function describeUnfinished(browser: () => Browser): void {
  describe('a big video whose upload was killed with the mini-program', () => {
    let started: Started
    beforeAll(async () => {
      started = await startAll()
    })
    afterAll(() => started.close())

    it('is offered again, and sends only what is missing after it is picked', async () => {
      const film = video('film.mp4', SIZE)
      const here = await visit(browser(), started)
      await here.goTo('/pages/upload/upload')
      await killHalfWay(here, film)

      await here.goTo('/pages/upload/upload')
      await here.phone.getByText('上次未上传完成：视频（50%）').waitFor()
      await here.shot('unfinished-offer-zh')
      await here.phone.getByRole('button', { name: '继续' }).click()
      // The preview's temporary files exist only as long as its page.
      await here.phone
        .getByText(/重新选择/)
        .first()
        .waitFor()
      await here.shot('unfinished-file-missing')

      const sent: string[] = []
      here.page.on('request', (request) => {
        if (PARTS.test(request.url())) sent.push(request.url())
      })
      await here.pick(/添加视频/, [film])
      await here.phone.getByRole('button', { name: /已上传/ }).waitFor()
      await here.shot('unfinished-done')
      expect(sent).toHaveLength(HALF)
      const [url] = await urlsShown(here.phone)
      const stored = Buffer.from(await (await fetch(String(url))).arrayBuffer())
      expect(Buffer.compare(stored, film.buffer)).toBe(0)
      expect(here.errors).toEqual([])
      await here.close()
    })

    it('is removed from OSS when it is discarded', async () => {
      const here = await visit(browser(), started, { locale: 'en-US', colorScheme: 'dark' })
      await here.goTo('/pages/upload/upload')
      await killHalfWay(here, video('film.mp4', SIZE), /Add videos/)

      await here.goTo('/pages/upload/upload')
      await here.phone.getByText('Not finished last time: Video (50%)').waitFor()
      await here.shot('unfinished-offer-en-dark')
      expect(uploadsOf(started)).toHaveLength(1)
      await here.phone.getByRole('button', { name: 'Discard' }).click()
      await here.phone.getByText('Not finished last time').waitFor({ state: 'detached' })
      for (let turn = 0; turn < 100 && uploadsOf(started).length > 0; turn += 1) await here.page.waitForTimeout(50)
      expect(uploadsOf(started)).toEqual([])
      expect(here.errors).toEqual([])
      await here.close()
    })
  })
}

const uploadsOf = ({ stack }: Started) => stack.cloud.inspect.uploads('local-bucket') ?? []

/** Lets half of the parts arrive, holds the others, and reloads the page. */
async function killHalfWay(here: Visit, film: ReturnType<typeof video>, add = /添加视频/): Promise<void> {
  const held: Route[] = []
  let passed = 0
  await here.page.route(PARTS, (route) => {
    passed += 1
    if (passed <= HALF) return route.continue()
    held.push(route)
  })
  await here.pick(add, [film])
  await here.phone.getByText('50%').first().waitFor()
  for (let turn = 0; turn < 100 && held.length < HALF; turn += 1) await here.page.waitForTimeout(50)
  // The checkpoint is written once a second.
  await here.page.waitForTimeout(1200)
  await here.page.reload()
  await here.page.unroute(PARTS)
  await here.phone.locator('mp-page').first().waitFor()
}

import type { Browser } from 'playwright-core'
import { picture } from '../preview/files'
import { until } from '../wx-host/world'
import { putForward } from './clock'
import { type Started, startAll, type Visit, visit } from './rig'

const HOURS = 3_600_000

/** The expired link of a private file. */
export function describeLinks(browser: () => Browser): void {
  describe('an expired link of the web page', () => {
    let started: Started
    let here: Visit
    let photo: Buffer
    let first: string
    let putBack = (): void => {}
    beforeEach(async () => {
      // Independent of the moved clock.
      started = await startAll({ link: {}, now: () => Date.now() })
      here = await visit(browser(), started)
      await here.context.grantPermissions(['clipboard-read', 'clipboard-write'])
      photo = (await picture('p.png', 60)).buffer
      await here.choose([await started.file('旧.png', photo)])
      await here.row('旧.png').getByText('已上传').waitFor()
      first = await shown()
      putBack = putForward(2 * HOURS)
      await here.page.clock.setFixedTime(Date.now())
      expect((await fetch(first)).status).toBe(403)
    })
    afterEach(async () => {
      putBack()
      await here.close()
      await started.close()
    })

    const link = () => here.page.getByRole('link', { name: '打开 旧.png', exact: true })
    const shown = async (): Promise<string> => (await link().getAttribute('href')) ?? ''
    const expectGood = async (url: string): Promise<void> => {
      expect(url).not.toBe(first)
      expect(Buffer.from(await (await fetch(url)).arrayBuffer()).equals(photo)).toBe(true)
    }

    it('is renewed by a click that opens it', async () => {
      const opening = here.page.waitForEvent('popup')
      await link().click()
      const opened = await opening
      await opened.waitForURL(/^http/)
      await expectGood(opened.url())
      expect(await shown()).toBe(opened.url())
      expect(here.errors).toEqual([])
    })

    it('is renewed by the middle button too, and opened once', async () => {
      const opening = here.page.waitForEvent('popup')
      await link().click({ button: 'middle' })
      const opened = await opening
      await opened.waitForURL(/^http/)
      await expectGood(opened.url())
      expect(here.context.pages()).toHaveLength(2)
      expect(here.errors).toEqual([])
    })

    it('is renewed once for concurrent calls, and opened once for several clicks', async () => {
      const calls: string[] = []
      here.page.on('request', (request) => request.method() === 'POST' && calls.push(new URL(request.url()).pathname))
      await here.context.setOffline(true)
      await link().click()
      await link().click()
      await here.button('复制链接', '旧.png').click()
      await here.row('旧.png').getByText('正在取新链接').waitFor()
      await here.context.setOffline(false)
      await here.row('旧.png').getByText('已复制').or(here.row('旧.png').getByText('没有复制成功')).waitFor()
      await until(() => here.context.pages().length > 1)
      await expectGood(await shown())
      expect(calls.filter((path) => path === '/v1/urls')).toHaveLength(1)
      expect(here.context.pages()).toHaveLength(2)
      expect(here.errors).toEqual([])
    })

    it('shows that it is ready, and opens nothing, long after the click', async () => {
      await here.context.setOffline(true)
      await link().click()
      await here.row('旧.png').getByText('正在取新链接').waitFor()
      await here.page.clock.setFixedTime(Date.now() + 10_000)
      await here.context.setOffline(false)
      await here.row('旧.png').getByText('新链接已取好，请再点一次').waitFor()
      await here.page.getByRole('status').getByText('旧.png 新链接已取好，请再点一次').waitFor()
      await here.shot('link-ready')
      await expectGood(await shown())
      expect(here.context.pages()).toHaveLength(1)
      const opening = here.page.waitForEvent('popup')
      await link().click()
      const opened = await opening
      await opened.waitForURL(await shown())
      expect(here.errors).toEqual([])
    })

    it('is renewed before it is copied', async () => {
      await here.button('复制链接', '旧.png').click()
      await here.row('旧.png').getByText('已复制').waitFor()
      await here.shot('copied')
      const copied = (await here.page.evaluate('navigator.clipboard.readText()')) as string
      await expectGood(copied)
      expect(await shown()).toBe(copied)
      expect(here.errors).toEqual([])
    })

    it('shows in its row that the backend issues no new one, and can be clicked again', async () => {
      started.stack.cloud.link?.set({ offline: true })
      await link().press('Enter')
      await here.row('旧.png').getByText('正在取新链接').waitFor()
      await here.row('旧.png').getByText('没有取到新链接：连不上服务器，请稍后再试').waitFor()
      await here.page.getByRole('status').getByText('旧.png 没有取到新链接').waitFor()
      await here.shot('no-link')
      expect(await shown()).toBe(first)
      expect(here.context.pages()).toHaveLength(1)
      started.stack.cloud.link?.set({ offline: false })
      await link().press('Enter')
      await until(() => here.context.pages().length === 2)
      await expectGood(await shown())
      expect(await here.row('旧.png').getByText('没有取到新链接').isVisible()).toBe(false)
      expect(here.errors.filter((line) => !/net::ERR_/.test(line))).toEqual([])
    })

    it('shows a message if the browser does not allow copying', async () => {
      await here.page.evaluate(
        `navigator.clipboard.writeText = () => Promise.reject(new DOMException('Not in front', 'NotAllowedError'))`,
      )
      await here.button('复制链接', '旧.png').click()
      await here.row('旧.png').getByText('没有复制成功').waitFor()
      expect(here.errors).toEqual([])
    })
  })
}

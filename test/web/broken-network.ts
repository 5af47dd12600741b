import type { Browser } from 'playwright-core'
import { until } from '../wx-host/world'
import { type Started, startAll, type Visit, visit } from './rig'
import { tonesUntilEnd } from './tones'
import { pdf, video } from './uploading'

const MB = 1024 * 1024

/** The web page, when the network goes away under it. */
export function describeBrokenNetwork(browser: () => Browser): void {
  describe('an upload of the web page that loses its network', () => {
    let started: Started
    let here: Visit
    beforeAll(async () => {
      started = await startAll({ link: {} })
    })
    afterAll(() => started.close())
    beforeEach(async () => {
      started.stack.cloud.journal.clear()
      setSpeed(4 * MB)
      here = await visit(browser(), started)
    })
    afterEach(() => here.close())

    const setSpeed = (up: number) =>
      started.stack.cloud.link?.set({ bandwidth: { up, down: Number.POSITIVE_INFINITY } })
    const partsSent = (): number => started.stack.cloud.journal.count({ operation: 'UploadPart', status: 200 })
    const expectStored = async (name: string, bytes: Buffer): Promise<void> => {
      await here.row(name).getByText('已上传').waitFor()
      expect((await here.linked(name)).equals(bytes)).toBe(true)
    }

    it('waits while the browser is offline for five seconds, and goes on by itself', async () => {
      const bytes = video(24 * MB)
      await here.choose([await started.file('断网.mp4', bytes)])
      await here.atLeast('断网.mp4', 40)
      await here.context.setOffline(true)
      // What is under way would else go through.
      started.stack.cloud.link?.cutAll()
      await here.row('断网.mp4').getByText('网络已断开，恢复后自动继续').waitFor()
      await here.shot('offline')
      await new Promise((resolve) => setTimeout(resolve, 5_000))
      await here.context.setOffline(false)
      setSpeed(40 * MB)
      await expectStored('断网.mp4', bytes)
      expect(partsSent()).toBeLessThanOrEqual(12 + 3)
      expect(here.errors.filter((line) => !/ERR_(INTERNET_DISCONNECTED|CONNECTION_RESET)/.test(line))).toEqual([])
    })

    it('goes on by itself when every connection breaks, and sends again only what was under way', async () => {
      const bytes = video(24 * MB)
      await here.choose([await started.file('断线.mp4', bytes)])
      await here.atLeast('断线.mp4', 40)
      const looks = here.page.evaluate(tonesUntilEnd)
      // Of a connection that was cut once, Chromium tells nobody: it sends again by itself.
      started.stack.cloud.link?.set({ offline: true })
      await until(() => here.errors.length > 0)
      started.stack.cloud.link?.set({ offline: false })
      setSpeed(40 * MB)
      await expectStored('断线.mp4', bytes)
      expect(await looks).toEqual(['busy', 'good'])
      expect(partsSent()).toBeLessThanOrEqual(12 + 3)
      // OSS refuses what is asked to find out why no answer came, and nothing else.
      expect(started.stack.cloud.journal.count({ operation: 'UploadPart', status: 403 })).toBe(0)
      expect(here.errors.filter((line) => !/net::ERR_|status of 403/.test(line))).toEqual([])
    })

    it('fails when the network stays away unnoticed, counts as failed, and is uploaded by a retry', async () => {
      const bytes = pdf(8 * MB)
      await here.choose([await started.file('重试.pdf', bytes)])
      await here.atLeast('重试.pdf', 40)
      started.stack.cloud.link?.set({ offline: true })
      await here.total.getByText('完成 0/1，失败 1').waitFor({ timeout: 60_000 })
      expect(await here.total.getByText('0%').isVisible()).toBe(true)
      await here.shot('failed-network')
      started.stack.cloud.link?.set({ offline: false })
      setSpeed(40 * MB)
      await here.button('重试', '重试.pdf').click()
      await expectStored('重试.pdf', bytes)
      await here.total.getByText('完成 1/1').waitFor()
      expect(await here.total.getByText('100%').isVisible()).toBe(true)
      expect(here.errors.filter((line) => !/net::ERR_|status of 403/.test(line))).toEqual([])
    })
  })
}

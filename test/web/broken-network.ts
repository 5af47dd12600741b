import type { Browser } from 'playwright-core'
import { until } from '../wx-host/world'
import { overSlowLink } from './slow-link'
import { tonesUntilEnd } from './tones'
import { pdf, video } from './uploading'

const MB = 1024 * 1024

/** The web page, when it loses the network. */
export function describeBrokenNetwork(browser: () => Browser): void {
  describe('an upload of the web page that loses its network', () => {
    const on = overSlowLink(browser)

    it('waits while the browser is offline for five seconds, and resumes by itself', async () => {
      const bytes = video(24 * MB)
      await on.here.choose([await on.started.file('断网.mp4', bytes)])
      await on.here.atLeast('断网.mp4', 40)
      await on.here.context.setOffline(true)
      // Otherwise requests in flight would complete.
      on.started.stack.cloud.link?.cutAll()
      await on.here.row('断网.mp4').getByText('网络已断开，恢复后自动继续').waitFor()
      await on.here.shot('offline')
      await new Promise((resolve) => setTimeout(resolve, 5_000))
      await on.here.context.setOffline(false)
      on.setSpeed(40 * MB)
      await on.expectStored('断网.mp4', bytes)
      expect(on.partsSent()).toBeLessThanOrEqual(12 + 3)
      expect(on.here.errors.filter((line) => !/ERR_(INTERNET_DISCONNECTED|CONNECTION_RESET)/.test(line))).toEqual([])
    })

    it('resumes by itself when every connection breaks, and repeats only the parts in flight', async () => {
      const bytes = video(24 * MB)
      await on.here.choose([await on.started.file('断线.mp4', bytes)])
      await on.here.atLeast('断线.mp4', 40)
      const looks = on.here.page.evaluate(tonesUntilEnd)
      // Chromium itself retries a request whose connection was cut once, without an error.
      on.started.stack.cloud.link?.set({ offline: true })
      await until(() => on.here.errors.length > 0)
      on.started.stack.cloud.link?.set({ offline: false })
      on.setSpeed(40 * MB)
      await on.expectStored('断线.mp4', bytes)
      const tones = (await looks) as string[]
      expect([tones[0], tones.at(-1), tones.includes('bad')]).toEqual(['busy', 'good', false])
      expect(on.partsSent()).toBeLessThanOrEqual(12 + 3)
      // OSS refuses only the request that finds out why there was no answer.
      expect(on.started.stack.cloud.journal.count({ operation: 'UploadPart', status: 403 })).toBe(0)
      expect(on.here.errors.filter((line) => !/net::ERR_|status of 403/.test(line))).toEqual([])
    })

    it('waits to retry while the network stays down and the browser seems online, and retries now by a button', async () => {
      const bytes = pdf(8 * MB)
      await on.here.choose([await on.started.file('重试.pdf', bytes)])
      await on.here.atLeast('重试.pdf', 40)
      on.started.stack.cloud.link?.set({ offline: true })
      // By now the waits are long.
      await on.here
        .row('重试.pdf')
        .getByText(/^重试中，1\d 秒后再试$/)
        .waitFor()
      await on.here.shot('retrying')
      on.started.stack.cloud.link?.set({ offline: false })
      on.setSpeed(40 * MB)
      await on.here.button('立即重试', '重试.pdf').click()
      await on.expectStored('重试.pdf', bytes)
      await on.here.total.getByText('完成 1/1').waitFor()
      expect(await on.here.total.getByText('100%').isVisible()).toBe(true)
      // 409: where this machine is slow, the file had arrived whole, and only the answer was lost.
      expect(on.here.errors.filter((line) => !/net::ERR_|status of 40[39]/.test(line))).toEqual([])
    })
  })
}

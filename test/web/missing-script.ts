import type { Browser } from 'playwright-core'
import { until } from '../wx-host/world'
import { type Started, startAll, type Visit, visit } from './rig'
import { pdf, video } from './uploading'

const MB = 1024 * 1024

/** The web page without its second script. */
export function describeMissingScript(browser: () => Browser): void {
  describe('the web page whose second script never loads', () => {
    let started: Started
    let here: Visit
    let isServed: boolean
    beforeEach(async () => {
      started = await startAll({ link: { bandwidth: { up: 4 * MB, down: Number.POSITIVE_INFINITY } } })
      isServed = false
      here = await visit(browser(), started, {
        onContext: (context) =>
          context.route(/\/engine-script-\w+\.js/, (route) => (isServed ? route.continue() : route.abort())),
      })
    })
    afterEach(async () => {
      await here.close()
      await started.close()
    })

    it('offers a reload, by keyboard and in both languages, and works after that', async () => {
      const reload = () => here.button('刷新网页', 'a.pdf')
      await here.choose([await started.file('a.pdf', pdf(900))])
      await reload().waitFor()
      expect(await here.button('重试', 'a.pdf').isVisible()).toBe(true)
      await here.page.getByText('English').click()
      await here.button('Reload the page', 'a.pdf').waitFor()
      await here.page.getByText('中文').click()
      isServed = true
      const loading = here.page.waitForEvent('load')
      await reload().press('Enter')
      await loading
      await here.row('a.pdf').waitFor({ state: 'detached' })
      await here.choose([await started.file('a.pdf', pdf(900))])
      await here.row('a.pdf').getByText('已上传').waitFor()
      await until(() => started.objects().length === 1)
    })

    it('offers unfinished uploads as soon as the script has loaded', async () => {
      isServed = true
      await here.page.reload()
      const bytes = video(20 * MB)
      await here.choose([await started.file('旧.mp4', bytes)])
      await here.atLeast('旧.mp4', 30)
      isServed = false
      await here.page.reload()
      await here.choose([await started.file('a.pdf', pdf(900))])
      await here.row('a.pdf').getByText('网页没有加载完整，请刷新后重试').waitFor()
      expect(await here.row('旧.mp4').isVisible()).toBe(false)
      isServed = true
      await here.button('重试', 'a.pdf').click()
      await here.row('a.pdf').getByText('已上传').waitFor()
      await here.button('继续上传', '旧.mp4').click()
      await here.row('旧.mp4').getByText('已上传').waitFor()
      expect((await here.linked('旧.mp4')).equals(bytes)).toBe(true)
    })
  })
}

import type { Browser } from 'playwright-core'
import { until } from '../wx-host/world'
import { type Started, startAll, type Visit, visit } from './rig'
import { pdf } from './uploading'

/** The web page without its second script: what it offers then. */
export function describeReloading(browser: () => Browser): void {
  describe('the web page whose second script never comes', () => {
    let started: Started
    let here: Visit
    let isServed: boolean
    beforeEach(async () => {
      started = await startAll()
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

    it('offers to be reloaded, by keyboard and in both languages, and works after that', async () => {
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
  })
}

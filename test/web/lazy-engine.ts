import type { Browser, Route } from 'playwright-core'
import { until } from '../wx-host/world'
import { type Started, startAll, type Visit, visit } from './rig'
import { pdf } from './uploading'

/** The script that the uploader loads by itself. */
const ENGINE_SCRIPT = /\/engine-script-\w+\.js(\?|$)/

/** The web page, whose engine is in a separate script that loads late or not at all. */
export function describeLazyEngine(browser: () => Browser): void {
  describe('the web page before its engine is loaded', () => {
    let started: Started
    let here: Visit
    let held: Route[]
    /** Answers the request for the script. */
    const answer = async (act: (route: Route) => Promise<void>): Promise<void> => {
      await until(() => held.length > 0)
      for (const route of held.splice(0)) await act(route)
    }
    beforeEach(async () => {
      started = await startAll()
      held = []
      here = await visit(browser(), started, {
        onContext: (context) => context.route(ENGINE_SCRIPT, (route) => void held.push(route)),
      })
    })
    afterEach(async () => {
      await here.close()
      await started.close()
    })

    it('accepts files, can cancel one, and requests the tickets of the others in one call', async () => {
      const calls: string[] = []
      here.page.on('request', (request) => calls.push(`${request.method()} ${new URL(request.url()).pathname}`))
      const [a, b, c] = [pdf(900), pdf(901), pdf(902)]
      const paths = [await started.file('a.pdf', a), await started.file('b.pdf', b), await started.file('c.pdf', c)]
      await here.choose(paths)
      await here.row('c.pdf').getByText('排队中').waitFor()
      await here.button('取消', 'b.pdf').click()
      await here.row('b.pdf').getByText('已取消').waitFor()
      await answer((route) => route.continue())
      await here.row('a.pdf').getByText('已上传').waitFor()
      await here.row('c.pdf').getByText('已上传').waitFor()
      expect((await here.linked('a.pdf')).equals(a)).toBe(true)
      expect((await here.linked('c.pdf')).equals(c)).toBe(true)
      await until(() => started.objects().length === 2)
      expect(calls.filter((call) => call === 'POST /v1/uploads')).toHaveLength(1)
      expect(here.errors).toEqual([])
    })

    it('works if the script loads at the second attempt', async () => {
      await answer((route) => route.abort())
      await here.choose([await started.file('a.pdf', pdf(900))])
      await answer((route) => route.continue())
      await here.row('a.pdf').getByText('已上传').waitFor()
      await until(() => started.objects().length === 1)
      expect(here.errors).toEqual([expect.stringContaining('net::ERR_FAILED')])
    })

    it('shows an error if it does not load, and works after a later retry', async () => {
      await here.choose([await started.file('a.pdf', pdf(900))])
      for (const _ of ['first', 'second', 'third']) await answer((route) => route.abort())
      await here.row('a.pdf').getByText('网页没有加载完整，请刷新后重试').waitFor()
      await here.row('a.pdf').getByText('怎么办').click()
      await here.row('a.pdf').getByText('Failed to fetch dynamically imported module').waitFor()
      await here.shot('script-missing')
      expect(started.objects()).toEqual([])
      await here.button('重试', 'a.pdf').click()
      await answer((route) => route.continue())
      await here.row('a.pdf').getByText('已上传').waitFor()
      await until(() => started.objects().length === 1)
    })
  })
}

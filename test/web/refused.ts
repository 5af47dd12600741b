import type { Browser } from 'playwright-core'
import { allowOrigins } from '../../dev/stack/allow-origins'
import { type Started, startAll, visit } from './rig'
import { pdf } from './uploading'

const ELSEWHERE = 'https://www.example.com'

/** The web page from an origin that CORS does not allow. */
export function describeRefused(browser: () => Browser): void {
  describe('a page of an origin that is not allowed', () => {
    let started: Started
    afterEach(() => started.close())

    it('uploads nothing into the bucket, and shows a possible reason', async () => {
      started = await startAll()
      await allowOrigins(started.stack.cloud, [ELSEWHERE])
      const here = await visit(browser(), started)
      await here.choose([await started.file('a.pdf', pdf(1_000))])
      await here
        .row('a.pdf')
        .getByText(/^重试中，\d+ 秒后再试$/)
        .waitFor()
      await here.row('a.pdf').getByText('怎么办').click()
      await here.row('a.pdf').getByText('这个网页还不能上传，请联系管理员').waitFor()
      await here.row('a.pdf').getByText(`不允许来自 ${started.web.url} 的网页`).waitFor()
      await here.shot('refused')
      expect(started.objects()).toEqual([])
      const { journal } = started.stack.cloud
      expect(journal.count({ operation: 'Options', code: 'AccessForbidden' })).toBeGreaterThan(0)
      expect(journal.count({ operation: 'PostObject' })).toBe(0)
      await here.close()
    })

    it('gets nothing from the backend either', async () => {
      started = await startAll({ wiring: { corsOrigins: [ELSEWHERE] } })
      const here = await visit(browser(), started)
      await here.choose([await started.file('a.pdf', pdf(1_000))])
      await here
        .row('a.pdf')
        .getByText(/^重试中，\d+ 秒后再试$/)
        .waitFor()
      await here.row('a.pdf').getByText('怎么办').click()
      await here.row('a.pdf').getByText('这个网页还不能上传，请联系管理员').waitFor()
      await here.row('a.pdf').getByText(`${started.stack.url} 不允许来自 ${started.web.url} 的网页`).waitFor()
      expect(started.objects()).toEqual([])
      expect(here.errors.join()).toContain('CORS')
      await here.close()
    })
  })
}

import type { Browser } from 'playwright-core'
import { allowOrigins } from '../../../dev/stack/allow-origins'
import { ALI_OSS_PAGES } from '../../../dev/web/ali-oss-pages'
import { type Started, startAll, visit } from '../rig'
import { pdf } from '../uploading'

const ELSEWHERE = 'https://www.example.com'

/** The pages with ali-oss from an origin that CORS does not allow. */
export function describeAliOssRefused(browser: () => Browser): void {
  describe('a page with ali-oss of an origin that is not allowed', () => {
    let started: Started
    afterEach(() => started.close())

    it.each(ALI_OSS_PAGES)('names the CORS rules of the bucket on $name', async ({ name, path }) => {
      started = await startAll()
      await allowOrigins(started.stack.cloud, [ELSEWHERE])
      const here = await visit(browser(), started, { path })
      await here.page.getByLabel('选择文件').setInputFiles(await started.file('a.pdf', pdf(200 * 1024)))
      const words = `它的跨域规则不允许 ${started.web.url}，用 setup cors apply 加上`
      await here.row('a.pdf').getByText(words).waitFor()
      await here.shot(`ali-oss-${name}-refused`)
      expect(started.objects()).toEqual([])
      expect(started.stack.cloud.journal.count({ operation: 'Options', code: 'AccessForbidden' })).toBeGreaterThan(0)
      await here.close()
    })

    it('names CORS_ORIGINS of the backend', async () => {
      started = await startAll({ wiring: { corsOrigins: [ELSEWHERE] } })
      const here = await visit(browser(), started, { path: '/ali-oss/upload-to-ali/', locale: 'en-US' })
      await here.page.getByLabel('选择文件').setInputFiles(await started.file('a.pdf', pdf(1_000)))
      await here.row('a.pdf').getByText(`${started.web.url} is missing in its CORS_ORIGINS`).waitFor()
      expect(started.objects()).toEqual([])
      await here.close()
    })
  })
}

import type { Browser } from 'playwright-core'
import { type AliOssPage, MB, type Named, useAliOss } from './ali-oss-rig'
import { pdf } from './uploading'

const PAGES: AliOssPage[] = ['upload-to-ali', 'put-or-multipart', 'presigned']
/** Of the parts of upload-to-ali. */
const PARALLEL = 5

/** The pages with ali-oss, when the network is lost. */
export function describeAliOssBrokenOff(browser: () => Browser): void {
  describe('an upload of a page with ali-oss that loses its network', () => {
    const { started, here, open, setSpeed, choose, expectStored, partsSent, arrived, errors } = useAliOss(browser)
    const LARGE: Named = ['断网.pdf', pdf(12 * MB)]
    const SMALL: Named = ['小.pdf', pdf(900 * 1024)]
    const begin = async (page: AliOssPage): Promise<void> => {
      await open(page)
      setSpeed(4 * MB)
      const put = here().page.waitForRequest((request) => request.method() === 'PUT')
      await choose(LARGE, SMALL)
      await (page === 'presigned' ? put : arrived(3))
    }
    const expectEnd = async (): Promise<void> => {
      setSpeed(100 * MB)
      for (const file of [LARGE, SMALL]) await expectStored(...file)
      expect(partsSent()).toBeLessThanOrEqual(12 + 1 + PARALLEL)
      expect(errors(/net::ERR_/)).toEqual([])
    }

    it.each(PAGES)('waits on %s while the browser is offline for five seconds, and ends by itself', async (page) => {
      await begin(page)
      await here().context.setOffline(true)
      // What is on its way the browser lets end.
      started().stack.cloud.link?.cutAll()
      await here().page.getByText('网络已断开，恢复后自动继续').waitFor()
      await here().shot(`ali-oss-${page}-offline`)
      await new Promise((resolve) => setTimeout(resolve, 5_000))
      await here().context.setOffline(false)
      await expectEnd()
    })

    it.each(PAGES)('tries again on %s when its connections are cut, and the browser is not offline', async (page) => {
      await begin(page)
      started().stack.cloud.link?.cutAll()
      await expectEnd()
    })
  })
}

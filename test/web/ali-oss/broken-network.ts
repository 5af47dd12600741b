import type { Browser, Route } from 'playwright-core'
import { until } from '../../wx-host/world'
import { pdf } from '../uploading'
import { type AliOssPage, MB, type Named, useAliOss } from './rig'

const PAGES: AliOssPage[] = ['upload-to-ali', 'put-or-multipart', 'presigned']
/** How many parts upload-to-ali sends at a time. */
const PARALLEL = 5

/** The pages with ali-oss, when the network is lost. */
export function describeAliOssBrokenNetwork(browser: () => Browser): void {
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
      // The parts that were under way, of either file, may have arrived without an answer.
      expect(partsSent()).toBeLessThanOrEqual(12 + 1 + PARALLEL + 1)
      expect(errors(/net::ERR_/)).toEqual([])
    }

    it.each(PAGES)(
      'waits on %s while the browser is offline for five seconds, and completes by itself',
      async (page) => {
        await begin(page)
        await here().context.setOffline(true)
        // The browser completes requests in flight.
        started().stack.cloud.link?.cutAll()
        await here().page.getByText('网络已断开，恢复后自动继续').waitFor()
        await here().shot(`ali-oss-${page}-offline`)
        await new Promise((resolve) => setTimeout(resolve, 5_000))
        await here().context.setOffline(false)
        await expectEnd()
      },
    )

    it.each(PAGES)('retries on %s when its connections are cut and the browser is online', async (page) => {
      await begin(page)
      started().stack.cloud.link?.cutAll()
      await expectEnd()
    })

    it('sends a file once on presigned, although the answer of its confirmation is lost', async () => {
      await open('presigned')
      let lost = 0
      const lose = async (route: Route): Promise<void> => {
        lost = (await route.fetch()).status()
        await route.abort('connectionreset')
      }
      await here().page.route('**/v1/uploads/complete', lose, { times: 1 })
      await choose(SMALL)
      await expectStored(...SMALL)
      expect(lost).toBe(200)
      const { journal } = started().stack.cloud
      expect(journal.count({ operation: 'PutObject', status: 200 })).toBe(1)
      expect(journal.count({ operation: 'CopyObject' })).toBe(1)
      expect(errors(/net::ERR_/)).toEqual([])
    })

    it('repeats a download on presigned that broke in the middle', async () => {
      await open('presigned')
      const { faults, journal } = started().stack.cloud
      // The backend reads only the beginning, so the fault does not hit it.
      faults.inject('GetObject', { kind: 'cut-answer', bytes: 100_000 }, Number.POSITIVE_INFINITY)
      await choose(SMALL)
      await until(() => errors().length > 0)
      faults.clear()
      await expectStored(...SMALL)
      expect(journal.count({ operation: 'PutObject' })).toBe(1)
      expect(errors(/net::ERR_/)).toEqual([])
    })
  })

  describe('a page with ali-oss whose backend', () => {
    const { here, open, choose, expectStored, errors } = useAliOss(browser)
    const FILE: Named = ['后端.pdf', pdf(MB)]

    it('did not get the first session request is signed in by a second', async () => {
      await open('upload-to-ali')
      await here().page.route('**/v1/session', (route) => route.abort('connectionreset'), { times: 1 })
      await choose(FILE)
      await expectStored(...FILE)
      expect(errors(/net::ERR_|status of 401/)).toEqual([])
    })

    it('is behind a gateway that answers with its own page shows the status', async () => {
      await open('presigned')
      const page = { status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' }
      await here().page.route('**/v1/presign', (route) =>
        route.fulfill({ ...page, headers: { 'access-control-allow-origin': '*' } }),
      )
      await choose(FILE)
      await here().row('后端.pdf').getByText('✗ HTTP 502').waitFor()
      expect(errors(/status of 502/)).toEqual([])
    })
  })
}

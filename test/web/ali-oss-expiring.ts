import type { Browser } from 'playwright-core'
import { until } from '../wx-host/world'
import { MB, type Named, useAliOss } from './ali-oss-rig'
import { putForward } from './clock'
import { pdf } from './uploading'

const MINUTES = 60_000
const TWO_PAGES = ['upload-to-ali', 'put-or-multipart'] as const
/** Of the parts of upload-to-ali. */
const PARALLEL = 5

/** The pages with ali-oss, when what they were given to upload with runs out on the way. */
export function describeAliOssExpiring(browser: () => Browser): void {
  describe('an upload of a page with ali-oss', () => {
    const { started, here, startAnew, open, setSpeed, choose, expectStored, partsSent, arrived, errors } =
      useAliOss(browser)
    let putBack = (): void => {}
    beforeEach(startAnew)
    afterEach(() => putBack())

    /** STS sessions for putting into a user's own folder. */
    const sessionsOpened = (): number =>
      started()
        .stack.cloud.inspect.credentials()
        .filter(({ roleSessionName }) => roleSessionName.startsWith('put-')).length

    it.each(TWO_PAGES)('renews on %s a token about to run out, once for all files, and goes on', async (page) => {
      await open(page)
      await here().page.clock.install()
      setSpeed(3 * MB)
      const files: Named[] = ['甲.pdf', '乙.pdf'].map((name) => [name, pdf(10 * MB)])
      await choose(...files)
      await arrived(4)
      const asked = sessionsOpened()
      // A minute before its end it is renewed; what is on its way by then must not be found too old on a busy machine.
      putBack = putForward(14.1 * MINUTES)
      await here().page.clock.fastForward(14.1 * MINUTES)
      setSpeed(100 * MB)
      for (const [name, bytes] of files) await expectStored(name, bytes)
      expect(sessionsOpened() - asked).toBe(1)
      expect(partsSent(403)).toBe(0)
      expect(partsSent()).toBeLessThanOrEqual(2 * (10 + PARALLEL))
      expect(errors()).toEqual([])
    })

    it.each(TWO_PAGES)('goes on with a new token on %s when OSS finds the old one expired', async (page) => {
      await open(page)
      setSpeed(3 * MB)
      const bytes = pdf(12 * MB)
      await choose(['过期.pdf', bytes])
      await arrived(4)
      putBack = putForward(16 * MINUTES)
      setSpeed(100 * MB)
      await expectStored('过期.pdf', bytes)
      const codes = started()
        .stack.cloud.journal.entries.filter(({ status }) => status === 403)
        .map(({ code }) => code)
      // The browser's clock stayed behind: that much ali-oss sets right by itself.
      expect(codes.filter((code) => code !== 'RequestTimeTooSkewed')).toContain('SecurityTokenExpired')
      expect(partsSent()).toBeLessThanOrEqual(12 + PARALLEL)
      expect(errors(/status of 403/)).toEqual([])
    })

    it('ends by the presigned URL that it began with, though that has run out on the way', async () => {
      await open('presigned')
      setSpeed(4 * MB)
      const bytes = pdf(8 * MB)
      const crossed = (): number => started().stack.cloud.link?.stats().bytesUp ?? 0
      const before = crossed()
      await choose(['预签名.pdf', bytes])
      // The URL is looked at when the headers come, and this is well within the body.
      await until(() => crossed() > before + 2 * MB)
      putBack = putForward(16 * MINUTES)
      await expectStored('预签名.pdf', bytes)
      expect(errors()).toEqual([])
    })
  })
}

import type { Browser } from 'playwright-core'
import { until } from '../../wx-host/world'
import { putForward } from '../clock'
import { pdf } from '../uploading'
import { MB, type Named, useAliOss } from './rig'

const MINUTES = 60_000
const TWO_PAGES = ['upload-to-ali', 'put-or-multipart'] as const
/** How many parts upload-to-ali sends at a time. */
const PARALLEL = 5

/** The pages with ali-oss, when a token or URL expires during an upload. */
export function describeAliOssExpiring(browser: () => Browser): void {
  describe('an upload of a page with ali-oss', () => {
    const { started, here, restart, open, setSpeed, choose, expectStored, partsSent, arrived, errors } =
      useAliOss(browser)
    let putBack = (): void => {}
    beforeEach(restart)
    afterEach(() => putBack())

    /** STS sessions for putting into a user's own folder. */
    const sessionsOpened = (): number =>
      started()
        .stack.cloud.inspect.credentials()
        .filter(({ roleSessionName }) => roleSessionName.startsWith('put-')).length

    it.each(TWO_PAGES)('renews a token on %s before it expires, once for all files, and continues', async (page) => {
      await open(page)
      await here().page.clock.install()
      setSpeed(3 * MB)
      const files: Named[] = ['甲.pdf', '乙.pdf'].map((name) => [name, pdf(10 * MB)])
      await choose(...files)
      await arrived(4)
      const asked = sessionsOpened()
      // The token is renewed a minute before its end; on a busy machine, parts in flight must not expire meanwhile.
      putBack = putForward(14.1 * MINUTES)
      await here().page.clock.fastForward(14.1 * MINUTES)
      setSpeed(100 * MB)
      for (const [name, bytes] of files) await expectStored(name, bytes)
      expect(sessionsOpened() - asked).toBe(1)
      expect(partsSent(403)).toBe(0)
      expect(partsSent()).toBeLessThanOrEqual(2 * (10 + PARALLEL))
      expect(errors()).toEqual([])
    })

    it.each(TWO_PAGES)('continues with a new token on %s if OSS refuses the old one as expired', async (page) => {
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
      // The browser's clock is behind now; ali-oss corrects such a difference by itself.
      expect(codes.filter((code) => code !== 'RequestTimeTooSkewed')).toContain('SecurityTokenExpired')
      expect(partsSent()).toBeLessThanOrEqual(12 + PARALLEL)
      expect(errors(/status of 403/)).toEqual([])
    })

    it('completes with its presigned URL, although that expires during the upload', async () => {
      await open('presigned')
      setSpeed(4 * MB)
      const bytes = pdf(8 * MB)
      const crossed = (): number => started().stack.cloud.link?.stats().bytesUp ?? 0
      const before = crossed()
      await choose(['预签名.pdf', bytes])
      // OSS checks the URL when the headers arrive; now the body is being sent.
      await until(() => crossed() > before + 2 * MB)
      putBack = putForward(16 * MINUTES)
      await expectStored('预签名.pdf', bytes)
      expect(errors()).toEqual([])
    })
  })
}

import type { Browser } from 'playwright-core'
import { putForward } from './clock'
import { type Started, startAll, type Visit, visit } from './rig'
import { tonesUntilEnd } from './tones'
import { video } from './uploading'

const MB = 1024 * 1024
const SECONDS = 1_000

/** The web page, when its ticket, signatures or session expire during an upload. */
export function describeExpiring(browser: () => Browser): void {
  describe('an upload of the web page', () => {
    let started: Started
    let here: Visit
    let putBack = (): void => {}
    beforeEach(async () => {
      started = await startAll({
        link: { bandwidth: { up: 6 * MB, down: Number.POSITIVE_INFINITY } },
        // Independent of the moved clock.
        now: () => Date.now(),
      })
      here = await visit(browser(), started)
    })
    afterEach(async () => {
      putBack()
      await here.close()
      await started.close()
    })

    // Parts are signed for an hour less a minute; the session that signs them is valid for an hour.
    it.each([
      ['its signatures run', 'AccessDenied', 3_570 * SECONDS],
      ['the STS session behind it runs', 'SecurityTokenExpired', 3_660 * SECONDS],
    ])('goes on without a stop when %s out', async (_, code, passed) => {
      const bytes = video(24 * MB)
      await here.choose([await started.file('久.mp4', bytes)])
      await here.atLeast('久.mp4', 30)
      const tones = here.page.evaluate(tonesUntilEnd)
      putBack = putForward(passed)
      expect(await tones).toEqual(['busy', 'good'])
      expect((await here.linked('久.mp4')).equals(bytes)).toBe(true)
      const refused = started.stack.cloud.journal.entries.filter(({ status }) => status === 403)
      const reasons = new Set(refused.map((entry) => `${entry.operation} ${entry.code}`))
      expect(reasons).toEqual(new Set([`UploadPart ${code}`]))
      // Chromium writes every status from 400 up into the console; the page itself writes nothing.
      expect(here.errors.filter((line) => !/status of 403/.test(line))).toEqual([])
    })
  })
}

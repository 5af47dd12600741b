import type { Browser, Page } from 'playwright-core'
import { until } from '../wx-host/world'
import { MB, type Named, useAliOss } from './ali-oss-rig'
import { pdf } from './uploading'

/** One file that is chosen while it is on its way. */
export function describeAliOssSameFile(browser: () => Browser): void {
  describe('a file that is on its way already on put-or-multipart, chosen again', () => {
    const ali = useAliOss(browser)
    const { started, here, open, setSpeed, choose, chooseAgain, expectStored, arrived, unfinished, errors } = ali
    const FILE: Named = ['同一个.pdf', pdf(16 * MB)]
    const [name, bytes] = FILE
    const begun = (): number => started().stack.cloud.journal.count({ operation: 'InitiateMultipartUpload' })

    /** While the first goes on. */
    const beginsAnew = async (): Promise<void> => {
      await until(() => begun() === 2)
      const { journal } = started().stack.cloud
      expect(journal.count({ operation: 'CompleteMultipartUpload' })).toBe(0)
    }
    const cancelFirst = async (): Promise<void> => {
      await here()
        .page.getByRole('button', { name: `停止 stop ${name}` })
        .first()
        .click()
      await here()
        .page.getByRole('button', { name: `取消 cancel ${name}` })
        .click()
      await here().page.getByText('已取消').waitFor()
    }

    it('in the same page is an upload of its own, which ends when the first is cancelled', async () => {
      const before = unfinished()
      await open('put-or-multipart')
      setSpeed(2 * MB)
      await choose(FILE)
      await arrived(3)
      await chooseAgain(name)
      await beginsAnew()
      await cancelFirst()
      setSpeed(100 * MB)
      await expectStored(name, bytes)
      expect(begun()).toBe(2)
      await until(() => unfinished() === before)
      expect(await here().page.evaluate('Object.keys(localStorage)')).toEqual([])
      // A part of the first that was on its way still.
      expect(errors(/status of 404/)).toEqual([])
    })

    it('in another tab is so as well', async () => {
      const before = unfinished()
      await open('put-or-multipart')
      const tab: Page = await here().context.newPage()
      await tab.goto(here().page.url())
      setSpeed(2 * MB)
      await choose(FILE)
      await arrived(3)
      await chooseAgain(name, tab)
      await beginsAnew()
      await cancelFirst()
      setSpeed(100 * MB)
      const link = tab.getByRole('listitem').getByRole('link')
      const stored = await fetch((await link.getAttribute('href')) ?? '')
      expect(Buffer.from(await stored.arrayBuffer()).equals(bytes)).toBe(true)
      expect(begun()).toBe(2)
      await until(() => unfinished() === before)
      expect(errors(/status of 404/)).toEqual([])
    })
  })
}

import type { Browser, Page } from 'playwright-core'
import { until } from '../../wx-host/world'
import { pdf } from '../uploading'
import { MB, type Named, useAliOss } from './rig'

/** A file that is chosen again during its upload. */
export function describeAliOssSameFile(browser: () => Browser): void {
  describe('a file that is chosen again during its upload on put-or-multipart', () => {
    const ali = useAliOss(browser)
    const { started, here, open, setSpeed, choose, chooseAgain, expectStored, arrived, unfinished, errors } = ali
    const FILE: Named = ['同一个.pdf', pdf(16 * MB)]
    const [name, bytes] = FILE
    const begun = (): number => started().stack.cloud.journal.count({ operation: 'InitiateMultipartUpload' })

    /** While the first upload continues. */
    const startsAgain = async (): Promise<void> => {
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

    it('is a separate upload in the same page, which completes although the first is cancelled', async () => {
      const before = unfinished()
      await open('put-or-multipart')
      setSpeed(2 * MB)
      await choose(FILE)
      await arrived(3)
      await chooseAgain(name)
      await startsAgain()
      await cancelFirst()
      setSpeed(100 * MB)
      await expectStored(name, bytes)
      expect(begun()).toBe(2)
      await until(() => unfinished() === before)
      expect(await here().page.evaluate('Object.keys(localStorage)')).toEqual([])
      // A part of the first upload was still in flight.
      expect(errors(/status of 404/)).toEqual([])
    })

    it('is a separate upload in another tab too', async () => {
      const before = unfinished()
      await open('put-or-multipart')
      const tab: Page = await here().context.newPage()
      await tab.goto(here().page.url())
      setSpeed(2 * MB)
      await choose(FILE)
      await arrived(3)
      await chooseAgain(name, tab)
      await startsAgain()
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

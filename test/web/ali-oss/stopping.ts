import type { Browser } from 'playwright-core'
import { until } from '../../wx-host/world'
import { pdf } from '../uploading'
import { MB, type Named, useAliOss } from './rig'

/** The pages with ali-oss, when the user stops or cancels. */
export function describeAliOssStopping(browser: () => Browser): void {
  describe('a page with ali-oss whose user ends an upload', () => {
    const {
      started,
      here,
      open,
      setSpeed,
      whileStalled,
      choose,
      expectStored,
      partsSent,
      arrived,
      unfinished,
      errors,
    } = useAliOss(browser)
    const THREE = ['一.pdf', '二.pdf', '三.pdf'].map((name): Named => [name, pdf(6 * MB)])
    const expectOthers = async (): Promise<void> => {
      setSpeed(100 * MB)
      for (const [name, bytes] of THREE.filter(([name]) => name !== '二.pdf')) await expectStored(name, bytes)
    }

    it('cancels one of three, leaves nothing of it on OSS, and completes the others', async () => {
      const before = unfinished()
      await open('upload-to-ali')
      setSpeed(3 * MB)
      await choose(...THREE)
      await arrived(4)
      await whileStalled(() => here().button('取消 cancel', '二.pdf').click())
      await here().row('二.pdf').getByText('已取消').waitFor()
      await expectOthers()
      expect(unfinished()).toBe(before)
      expect(started().stack.cloud.journal.count({ operation: 'AbortMultipartUpload', status: 204 })).toBe(1)
      // A part of it was still in flight.
      expect(errors(/status of 404/)).toEqual([])
    })

    it('stops and then cancels one of three, leaves nothing of it on OSS, and completes the others', async () => {
      const before = unfinished()
      await open('put-or-multipart')
      setSpeed(3 * MB)
      await choose(...THREE)
      await arrived(4)
      await whileStalled(() => here().button('停止 stop', '二.pdf').click())
      await here().button('取消 cancel', '二.pdf').click()
      await here().row('二.pdf').getByText('已取消').waitFor()
      await expectOthers()
      await until(() => unfinished() === before)
      expect(await here().page.evaluate('Object.keys(localStorage)')).toEqual([])
      expect(errors(/status of 404/)).toEqual([])
    })

    it('aborts the PUT of one of three, and completes the others', async () => {
      await open('presigned')
      const before = started().objects().length
      setSpeed(3 * MB)
      await choose(...THREE)
      await whileStalled(() => here().button('取消 cancel', '二.pdf').click())
      await here().row('二.pdf').getByText('已取消').waitFor()
      await expectOthers()
      // The backend removes the pending object after its answer.
      await until(() => started().objects().length === before + 2)
      expect(errors()).toEqual([])
    })

    it('uploads nothing if it is cancelled before the credentials arrive', async () => {
      await open('upload-to-ali')
      let giveCredentials = (): void => {}
      const given = new Promise<void>((resolve) => {
        giveCredentials = resolve
      })
      await here().page.route('**/v1/credentials', async (route) => {
        await given
        await route.continue()
      })
      const answered = here().page.waitForResponse('**/v1/credentials')
      await choose(['小.pdf', pdf(200 * 1024)], ['大.pdf', pdf(3 * MB)])
      await here().button('取消 cancel', '小.pdf').click()
      await here().button('取消 cancel', '大.pdf').click()
      giveCredentials()
      await answered
      await here().row('小.pdf').getByText('已取消').waitFor()
      await here().row('大.pdf').getByText('已取消').waitFor()
      const asked = started().stack.cloud.journal.entries.map(({ operation }) => operation)
      expect(asked.filter((operation) => /Put|Initiate/.test(operation))).toEqual([])
      expect(errors()).toEqual([])
    })

    it('stops repeatedly, resumes after the parts that have arrived, and does not affect other uploads', async () => {
      await open('put-or-multipart')
      setSpeed(3 * MB)
      const stopped: Named = ['停.pdf', pdf(12 * MB)]
      const neighbour: Named = ['邻.pdf', pdf(4 * MB)]
      await choose(stopped, neighbour)
      await arrived(5)
      const stop = here().button('停止 stop', '停.pdf')
      const resume = here().button('继续 resume', '停.pdf')
      expect(await resume.count()).toBe(0)
      await whileStalled(() =>
        stop.evaluate((button) => {
          const { click } = button as unknown as { click(): void }
          click.call(button)
          click.call(button)
        }),
      )
      await resume.waitFor()
      expect(await stop.count()).toBe(0)
      await here().shot('ali-oss-stopped')
      await expectStored(...neighbour)
      const before = partsSent()
      await resume.click()
      await stop.waitFor()
      expect(await resume.count()).toBe(0)
      await expectStored(...stopped)
      expect(before).toBeLessThan(12 + 4)
      expect(partsSent()).toBeLessThanOrEqual(12 + 4 + 3)
      expect(errors()).toEqual([])
    })

    it('keeps the keyboard focus in the row during stop and resume', async () => {
      await open('put-or-multipart')
      setSpeed(3 * MB)
      const bytes = pdf(6 * MB)
      await choose(['键盘.pdf', bytes])
      await arrived(1)
      await whileStalled(() => here().button('停止 stop', '键盘.pdf').press('Enter'))
      await here().button('继续 resume', '键盘.pdf').waitFor()
      expect(await here().page.evaluate('document.activeElement.textContent')).toBe('继续 resume')
      await here().page.keyboard.press('Enter')
      await expectStored('键盘.pdf', bytes)
      expect(errors()).toEqual([])
    })

    it.each([
      ['upload-to-ali', '取消 cancel', 100 * 1024],
      ['put-or-multipart', '停止 stop', MB],
    ] as const)(
      'offers on %s no "%s" for what goes by one put, which ali-oss cannot end',
      async (page, label, least) => {
        await open(page)
        setSpeed(least)
        const small: Named = ['小.pdf', pdf(least - 1)]
        await choose(small, ['大.pdf', pdf(least)])
        await here().button(label, '大.pdf').waitFor()
        expect(await here().row('小.pdf').getByRole('button').count()).toBe(0)
        await expectStored(...small)
        expect(started().stack.cloud.journal.count({ operation: 'InitiateMultipartUpload' })).toBe(1)
        expect(started().stack.cloud.journal.count({ operation: 'PutObject' })).toBe(1)
      },
    )

    it('offers no cancel button on presigned after the bytes have arrived', async () => {
      await open('presigned')
      let confirm = (): void => {}
      const confirmed = new Promise<void>((resolve) => {
        confirm = resolve
      })
      await here().page.route('**/v1/uploads/complete', async (route) => {
        await confirmed
        await route.continue()
      })
      const file: Named = ['确认.pdf', pdf(MB)]
      await choose(file)
      await here().row('确认.pdf').getByText('确认中').waitFor()
      expect(await here().row('确认.pdf').getByRole('button').count()).toBe(0)
      confirm()
      await expectStored(...file)
      expect(errors()).toEqual([])
    })
  })
}

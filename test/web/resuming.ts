import type { Browser } from 'playwright-core'
import { until } from '../wx-host/world'
import { whileStalled } from './rig'
import { overSlowLink } from './slow-link'
import { dropFiles, pdf, video } from './uploading'

const MB = 1024 * 1024

/** The web page with an interruption: a pause, a reload, a cancelled upload beside it. */
export function describeResuming(browser: () => Browser): void {
  describe('an interrupted upload of the web page', () => {
    const on = overSlowLink(browser)

    it('waits while it is paused, and resumes after the parts that have arrived', async () => {
      const bytes = video(24 * MB)
      await on.here.choose([await on.started.file('暂停.mp4', bytes)])
      await on.here.atLeast('暂停.mp4', 40)
      const detail = on.here.row('暂停.mp4').getByText(/剩 \d+ 秒$/)
      expectTimeLeft((await detail.textContent()) ?? '')
      await on.here.total.getByText(/^完成 0\/1 · \S+ [KM]B\/s · 剩 \d+ 秒$/).waitFor()
      await on.here.shot('busy')
      await whileStalled(on.started, () => on.here.button('暂停', '暂停.mp4').click())
      await on.here
        .row('暂停.mp4')
        .getByText(/^已暂停/)
        .waitFor()
      await on.here.shot('paused')
      const percent = await on.here.percent('暂停.mp4')
      await new Promise((resolve) => setTimeout(resolve, 1_500))
      expect(await on.here.percent('暂停.mp4')).toBe(percent)
      const arrived = on.partsSent()
      await on.here.button('继续', '暂停.mp4').click()
      on.setSpeed(40 * MB)
      await on.expectStored('暂停.mp4', bytes)
      // Parts in flight at the pause may have arrived.
      expect(on.partsSent()).toBeLessThanOrEqual(12 + 3)
      expect(arrived).toBeGreaterThan(0)
      expect(on.here.errors).toEqual([])
    })

    it('is offered after a reload, and resumes without asking for the file', async () => {
      const bytes = video(24 * MB)
      await on.here.choose([await on.started.file('刷新 (1).mp4', bytes)])
      await on.here.atLeast('刷新 (1).mp4', 50)
      await on.here.page.reload()
      const arrived = on.partsSent()
      await on.here.page.getByRole('heading', { name: '上次没有传完' }).waitFor()
      await on.here.shot('unfinished')
      on.setSpeed(40 * MB)
      await on.here.button('继续上传', '刷新 (1).mp4').press('Enter')
      expect(await on.here.page.evaluate(`document.activeElement.getAttribute('aria-label')`)).toBe('暂停 刷新 (1).mp4')
      await on.expectStored('刷新 (1).mp4', bytes)
      expect(arrived).toBeGreaterThan(0)
      expect(on.partsSent()).toBeLessThanOrEqual(12 + 3)
      expect(await on.here.page.getByRole('heading', { name: '上次没有传完' }).isVisible()).toBe(false)
      expect(on.here.errors).toEqual([])
    })

    it('resumes after a reload with the handle of a dropped file', async () => {
      const bytes = video(24 * MB)
      await dropFiles(on.here, [await on.started.file('拖放.mp4', bytes)])
      await on.here.atLeast('拖放.mp4', 50)
      await on.here.page.reload()
      on.setSpeed(40 * MB)
      await on.here.button('继续上传', '拖放.mp4').click()
      await on.expectStored('拖放.mp4', bytes)
      expect(on.here.errors).toEqual([])
    })

    it('asks for the file if the browser has not kept it, refuses another one, and resumes with the same', async () => {
      const bytes = video(24 * MB)
      const path = await on.started.file('再选.mp4', bytes)
      await on.here.choose([path])
      await on.here.atLeast('再选.mp4', 50)
      await on.here.page.evaluate(forgetFiles)
      await on.here.page.reload()
      on.setSpeed(40 * MB)
      await on.here.button('继续上传', '再选.mp4').click()
      await on.here.row('再选.mp4').getByText('文件不见了，请重新选择').waitFor()
      const chooseAgain = async (chosen: string) => {
        const opening = on.here.page.waitForEvent('filechooser')
        await on.here.button('重新选择文件', '再选.mp4').click()
        await (await opening).setFiles([chosen])
      }
      await chooseAgain(await on.started.file('另一个.mp4', video(24 * MB)))
      await on.here.row('再选.mp4').getByText('文件在上传时发生了变化').waitFor()
      const arrived = on.partsSent()
      await chooseAgain(path)
      await on.expectStored('再选.mp4', bytes)
      expect(arrived).toBeGreaterThan(0)
      expect(on.partsSent()).toBeLessThanOrEqual(12 + 3)
      expect(on.here.errors).toEqual([])
    })

    it('can be discarded after a reload, and leaves nothing on OSS', async () => {
      await on.here.choose([await on.started.file('放弃.mp4', video(24 * MB))])
      await on.here.atLeast('放弃.mp4', 50)
      await on.here.page.reload()
      const { inspect, bucket } = on.started.stack.cloud
      expect(inspect.uploads(bucket)?.length).toBe(1)
      await on.here.button('放弃', '放弃.mp4').press('Enter')
      expect(await on.here.page.evaluate('document.activeElement.textContent')).toBe('选择文件')
      await until(() => inspect.uploads(bucket)?.length === 0)
      await on.here.page.reload()
      await on.here.page.getByRole('button', { name: '选择文件' }).waitFor()
      expect(await on.here.page.getByRole('heading', { name: '上次没有传完' }).isVisible()).toBe(false)
    })

    it('is removed from OSS when it is cancelled, and two others complete', async () => {
      const contents = [video(20 * MB), video(20 * MB), pdf(6 * MB)]
      const names = ['一.mp4', '二.mp4', '三.pdf']
      const { inspect, bucket } = on.started.stack.cloud
      const before = inspect.uploads(bucket)?.length
      await on.here.choose(await Promise.all(names.map((name, at) => on.started.file(name, contents[at] as Buffer))))
      await on.here.atLeast('二.mp4', 10)
      await whileStalled(on.started, () => on.here.button('取消', '二.mp4').click())
      await on.here.row('二.mp4').getByText('已取消').waitFor()
      on.setSpeed(40 * MB)
      await on.expectStored('一.mp4', contents[0] as Buffer)
      await on.expectStored('三.pdf', contents[2] as Buffer)
      await until(() => inspect.uploads(bucket)?.length === before)
      await on.here.total.getByText('完成 2/3，取消 1').waitFor()
      await on.here.shot('done')
      expect(on.here.errors).toEqual([])
    })
  })
}

/** Checks that `6 MB / 24 MB · 4 MB/s · 剩 5 秒` is consistent, with the numbers rounded as shown. */
function expectTimeLeft(detail: string): void {
  const [, sent, speed, seconds] = /^(\S+) MB \/ 24 MB · (\S+) MB\/s · 剩 (\d+) 秒$/.exec(detail) ?? []
  expect({ detail, seconds: Number(seconds) }).toEqual({
    detail,
    seconds: expect.closeTo((24 - Number(sent)) / Number(speed), -0.5),
  })
}

/** Runs in the page: deletes the kept files, as a browser that is short of space may do. */
function forgetFiles(): Promise<void> {
  interface Database {
    transaction(table: string, mode: string): { oncomplete: () => void; objectStore(table: string): { clear(): void } }
    close(): void
  }
  const { indexedDB } = globalThis as unknown as {
    indexedDB: { open(name: string): { result: Database; onsuccess: () => void } }
  }
  return new Promise((resolve) => {
    const opening = indexedDB.open('wx-oss-upload')
    opening.onsuccess = () => {
      const transaction = opening.result.transaction('files', 'readwrite')
      transaction.objectStore('files').clear()
      transaction.oncomplete = () => {
        opening.result.close()
        resolve()
      }
    }
  })
}

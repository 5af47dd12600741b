import type { Browser, Locator } from 'playwright-core'
import { until } from '../wx-host/world'
import { putForward } from './clock'
import { type Started, startAll, type Visit, visit } from './rig'
import { pdf } from './uploading'

const MB = 1024 * 1024
const MINUTES = 60_000

type Named = [name: string, bytes: Buffer]

const SIZES: Named[] = [
  ['1 字节.txt', Buffer.from('1')],
  ['照片 900 KB.pdf', pdf(900 * 1024)],
  ['正好 1 MB.pdf', pdf(MB)],
  ['50 MB.pdf', pdf(50 * MB)],
]
const EMPTY: Named = ['空.txt', Buffer.alloc(0)]

/** The pages of those who stay with ali-oss, against our backend. */
export function describeAliOss(browser: () => Browser): void {
  describe('a page with ali-oss', () => {
    let started: Started
    let here: Visit
    let putBack = (): void => {}
    beforeAll(async () => {
      started = await startAll({ link: {}, now: () => Date.now() })
    })
    afterAll(() => started.close())
    afterEach(async () => {
      putBack()
      await here.close()
    })

    const open = async (page: string): Promise<void> => {
      started.stack.cloud.journal.clear()
      setSpeed(100 * MB)
      here = await visit(browser(), started, { path: `/ali-oss/${page}/` })
    }
    const setSpeed = (up: number) =>
      started.stack.cloud.link?.set({ bandwidth: { up, down: Number.POSITIVE_INFINITY } })
    const choose = async (...files: Named[]): Promise<void> => {
      const paths = await Promise.all(files.map(([name, bytes]) => started.file(name, bytes)))
      await here.page.getByLabel('选择文件').setInputFiles(paths)
    }
    const link = (name: string): Locator => here.row(name).getByRole('link')
    const expectStored = async (name: string, bytes: Buffer): Promise<void> => {
      await link(name).waitFor()
      const answer = await fetch((await link(name).getAttribute('href')) ?? '')
      expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true)
    }
    const partsSent = (status = 200): number => started.stack.cloud.journal.count({ operation: 'UploadPart', status })
    /** Waits until so many of its parts have arrived. */
    const arrived = (parts: number): Promise<void> => until(() => partsSent() >= parts)

    it.each([
      ['upload-to-ali', [EMPTY, ...SIZES]],
      ['put-or-multipart', [EMPTY, ...SIZES]],
      ['presigned', SIZES],
    ] as const)(
      '%s uploads files of every size, and their links give the same bytes',
      async (page, files) => {
        await open(page)
        await choose(...files)
        for (const [name, bytes] of files) await expectStored(name, bytes)
        await here.shot(`ali-oss-${page}`)
        expect(here.errors).toEqual([])
      },
      90_000,
    )

    it('keeps each user below a folder of their own', async () => {
      await open('upload-to-ali')
      await choose(['a.txt', Buffer.from('a')])
      await link('a.txt').waitFor()
      const put = started.stack.cloud.journal.entries.find(({ operation }) => operation === 'PutObject')
      expect(put?.key).toMatch(/^uploads\/sts\/[0-9a-f]{24}\/album\/[0-9a-f]{32}\.txt$/)
    })

    it('refuses an empty file where the backend decides, and says so', async () => {
      await open('presigned')
      await choose(EMPTY)
      await here.row('空.txt').getByText('✗ file-empty').waitFor()
      expect(here.errors.filter((line) => !/status of 422/.test(line))).toEqual([])
    })

    it('cancels one of three, and the others finish', async () => {
      await open('upload-to-ali')
      setSpeed(3 * MB)
      const files: Named[] = ['一.pdf', '二.pdf', '三.pdf'].map((name) => [name, pdf(6 * MB)])
      await choose(...files)
      await arrived(4)
      await here.button('取消 cancel', '二.pdf').click()
      await here.row('二.pdf').getByText('已取消').waitFor()
      for (const [name, bytes] of files.filter(([name]) => name !== '二.pdf')) await expectStored(name, bytes)
      expect(here.errors).toEqual([])
    })

    it('stops, resumes after what has arrived, and leaves the neighbour alone', async () => {
      await open('put-or-multipart')
      setSpeed(3 * MB)
      const stopped: Named = ['停.pdf', pdf(12 * MB)]
      const neighbour: Named = ['邻.pdf', pdf(4 * MB)]
      await choose(stopped, neighbour)
      await arrived(5)
      await here.button('停止 stop', '停.pdf').click()
      await expectStored(...neighbour)
      const before = partsSent()
      await here.button('继续 resume', '停.pdf').click()
      await expectStored(...stopped)
      expect(before).toBeLessThan(12 + 4)
      expect(partsSent()).toBeLessThanOrEqual(12 + 4 + 3)
      expect(here.errors).toEqual([])
    })

    /** A session that was opened a while ago ends sooner than its fifteen minutes. */
    const startAnew = async (): Promise<void> => {
      await started.close()
      started = await startAll({ link: {}, now: () => Date.now() })
    }

    it('renews a token that is about to run out, once for all files, and goes on from their checkpoints', async () => {
      await startAnew()
      await open('put-or-multipart')
      await here.page.clock.install()
      setSpeed(3 * MB)
      const files: Named[] = ['甲.pdf', '乙.pdf'].map((name) => [name, pdf(10 * MB)])
      await choose(...files)
      await arrived(4)
      const asked = sessionsOpened()
      // A minute before its end it is renewed; what is on its way by then must not be found too old on a busy machine.
      putBack = putForward(14.1 * MINUTES)
      await here.page.clock.fastForward(14.1 * MINUTES)
      setSpeed(100 * MB)
      for (const [name, bytes] of files) await expectStored(name, bytes)
      expect(sessionsOpened() - asked).toBe(1)
      expect(partsSent(403)).toBe(0)
      expect(partsSent()).toBeLessThanOrEqual(2 * (10 + 3))
      expect(here.errors).toEqual([])
    })

    it('goes on with a new token when OSS finds the old one expired', async () => {
      await startAnew()
      await open('put-or-multipart')
      setSpeed(3 * MB)
      const bytes = pdf(12 * MB)
      await choose(['过期.pdf', bytes])
      await arrived(4)
      putBack = putForward(16 * MINUTES)
      setSpeed(100 * MB)
      await expectStored('过期.pdf', bytes)
      const codes = started.stack.cloud.journal.entries.filter(({ status }) => status === 403).map(({ code }) => code)
      // The browser's clock stayed behind: that much ali-oss sets right by itself.
      expect(codes.filter((code) => code !== 'RequestTimeTooSkewed')).toContain('SecurityTokenExpired')
      expect(here.errors.filter((line) => !/status of 403/.test(line))).toEqual([])
    })

    /** STS sessions for putting into a user's own folder. */
    const sessionsOpened = (): number =>
      started.stack.cloud.inspect.credentials().filter(({ roleSessionName }) => roleSessionName.startsWith('put-'))
        .length
  })
}

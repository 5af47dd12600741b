import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { pdf } from '../uploading'
import { describeAliOssBrokenNetwork } from './broken-network'
import { describeAliOssExpiring } from './expiring'
import { describeAliOssRefused } from './refused'
import { describeAliOssReloading } from './reloading'
import { MB, type Named, useAliOss } from './rig'
import { describeAliOssSameFile } from './same-file'
import { describeAliOssStopping } from './stopping'

const SIZES: Named[] = [
  ['1 字节.txt', Buffer.from('1')],
  ['照片 900 KB.pdf', pdf(900 * 1024)],
  ['正好 1 MB.pdf', pdf(MB)],
  ['50 MB.pdf', pdf(50 * MB)],
]
const EMPTY: Named = ['空.txt', Buffer.alloc(0)]
const WEB_PAGES = new URL('../../../docs/web-pages.md', import.meta.url)

/** The pages with ali-oss, with this backend. */
export function describeAliOss(browser: () => Browser): void {
  describe('a page with ali-oss', () => {
    const { started, here, open, setSpeed, choose, link, expectStored, errors } = useAliOss(browser)

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
        await here().shot(`ali-oss-${page}`)
        expect(errors()).toEqual([])
      },
      90_000,
    )

    it('keeps each user in their own folder', async () => {
      await open('upload-to-ali')
      await choose(['a.txt', Buffer.from('a')])
      await link('a.txt').waitFor()
      const put = started().stack.cloud.journal.entries.find(({ operation }) => operation === 'PutObject')
      expect(put?.key).toMatch(/^uploads\/sts\/[0-9a-f]{24}\/album\/[0-9a-f]{32}\.txt$/)
    })

    it('shows that the backend refuses an empty file', async () => {
      await open('presigned')
      await choose(EMPTY)
      await here().row('空.txt').getByText('✗ file-empty').waitFor()
      expect(errors(/status of 422/)).toEqual([])
    })

    it('marks the three lines that change, which the documents also show', async () => {
      await open('upload-to-ali')
      const marks = await here().page.locator('.code mark').allInnerTexts()
      const before = marks.map((mark) => mark.split('// before: ')[1] as string)
      const changed = (await readFile(WEB_PAGES, 'utf8'))
        .split('\n')
        .filter((line) => /^-const .*(sts|OSS|path)/.test(line))
      expect(before.length).toBe(3)
      expect(changed.length).toBe(3)
      for (const [at, line] of before.entries()) expect(changed[at]).toContain(line)
    })

    it.each(['upload-to-ali', 'put-or-multipart', 'presigned'] as const)(
      '%s is whole in English, in the dark, on a phone',
      async (page) => {
        await open(page, { locale: 'en-US', colorScheme: 'dark', width: 390 })
        setSpeed(2 * MB)
        await choose(['a rather long name that no row has the room for.pdf', pdf(6 * MB)], ['b.pdf', pdf(1_000)])
        await link('b.pdf').waitFor()
        await here().shot(`ali-oss-${page}-dark-en-390`)
        expect(await here().page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
        expect(errors()).toEqual([])
      },
    )
  })

  describeAliOssStopping(browser)
  describeAliOssBrokenNetwork(browser)
  describeAliOssReloading(browser)
  describeAliOssSameFile(browser)
  describeAliOssExpiring(browser)
  describeAliOssRefused(browser)
}

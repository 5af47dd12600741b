import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { type Started, startAll, type Visit, type VisitOptions, visit } from './rig'
import { pdf, video } from './uploading'

const MB = 1024 * 1024
const PHOTO = new URL('../../dev/samples/photo.jpg', import.meta.url)

const LOOKS: VisitOptions[] = [
  { locale: 'zh-CN', colorScheme: 'light', width: 900 },
  { locale: 'zh-CN', colorScheme: 'dark', width: 390 },
  { locale: 'en-US', colorScheme: 'dark', width: 900 },
  { locale: 'en-US', colorScheme: 'light', width: 390 },
]

/** Appearance and accessibility of the web page: theme, language, the accessible tree, keys, narrow windows. */
export function describeLooking(browser: () => Browser): void {
  describe('the look of the web page', () => {
    let started: Started
    let here: Visit
    beforeAll(async () => {
      started = await startAll({ link: { bandwidth: { up: 3 * MB, down: Number.POSITIVE_INFINITY } } })
    })
    afterAll(() => started.close())
    afterEach(() => here.close())

    const fillPage = async (): Promise<void> => {
      await here.choose([
        await started.file('日落 sunset.jpg', await readFile(PHOTO)),
        await started.file('clip.mp4', video(30 * MB)),
        await started.file('a rather long name that no row has the room for, and a long ending.pdf', pdf(9 * MB)),
        await started.file('empty.txt', Buffer.alloc(0)),
      ])
    }

    it.each(LOOKS)('is complete in $locale, $colorScheme, $width', async (look) => {
      here = await visit(browser(), started, look)
      const name = Object.values(look).join('-')
      await here.shot(`empty-${name}`)
      await fillPage()
      await here.atLeast('clip.mp4', 20)
      await here.shot(`busy-${name}`)
      await here.page.getByRole('button', { name: /^(全部暂停|Pause all)$/ }).click()
      await here.page
        .getByText(/^(已暂停|Paused) \d+%/)
        .first()
        .waitFor()
      await here.shot(`paused-${name}`)
      const overflow = await here.page.evaluate('document.documentElement.scrollWidth - innerWidth')
      expect(overflow).toBeLessThanOrEqual(0)
      await here.page.reload()
      await here.page.getByRole('button', { name: /^(放弃|Discard) clip\.mp4/ }).waitFor()
      await here.shot(`unfinished-${name}`)
      await here.page.getByRole('button', { name: /^(放弃|Discard) clip\.mp4/ }).click()
      expect(here.errors).toEqual([])
    })

    it('switches to English and dark during an upload, and keeps that', async () => {
      here = await visit(browser(), started)
      await fillPage()
      await here.row('empty.txt').getByText('文件是空的').waitFor()
      await here.page.getByText('English').click()
      await here.row('empty.txt').getByText('The file is empty').waitFor()
      await here.page.getByRole('radio', { name: 'Dark' }).check()
      await here.page.getByRole('button', { name: 'Cancel all' }).click()
      await here.row('clip.mp4').getByText('Cancelled').waitFor()
      await here.page.reload()
      await here.page.getByRole('heading', { name: 'Upload from a web page' }).waitFor()
      expect(await here.page.evaluate('document.documentElement.dataset.theme')).toBe('dark')
      expect(await here.page.evaluate('document.documentElement.lang')).toBe('en')
      expect(here.errors).toEqual([])
    })

    it('has a name and a role for everything, and announces results', async () => {
      here = await visit(browser(), started, { locale: 'en-US' })
      await fillPage()
      await here.atLeast('clip.mp4', 1)
      const tree = await here.page.locator('body').ariaSnapshot()
      for (const line of [
        '- heading "Upload from a web page" [level=1]',
        '- radiogroup "Theme":',
        '- radiogroup "Language":',
        '- button "Choose files"',
        '- progressbar "Files"',
        '- button "Pause all"',
        '- heading "Files" [level=2]',
        '- progressbar "clip.mp4"',
        '- button "Pause clip.mp4"',
        '- button "Cancel clip.mp4"',
      ]) {
        expect(tree).toContain(line)
      }
      expect(tree).not.toMatch(/- (button|link|progressbar|radio|textbox)( \[.*\])?:?$/m)
      const status = here.page.getByRole('status')
      await status.getByText('日落 sunset.jpg: Uploaded').waitFor()
      expect(await status.getAttribute('aria-live')).toBe('polite')
      await here.page.getByRole('button', { name: 'Cancel all' }).click()
      await status.getByText('1 uploaded, 3 not').waitFor()
      expect(here.errors).toEqual([])
    })

    it('can be used by keyboard alone, and never loses the focus', async () => {
      here = await visit(browser(), started, { locale: 'en-US' })
      const { page } = here
      const focused = () =>
        page.evaluate(`document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent`)
      const files = [await started.file('one.mp4', video(20 * MB)), await started.file('two.mp4', video(20 * MB))]
      const choose = page.getByRole('button', { name: 'Choose files' })
      const opening = page.waitForEvent('filechooser')
      await choose.press('Enter')
      await (await opening).setFiles(files)
      await here.button('Pause', 'one.mp4').waitFor()

      await choose.focus()
      while ((await focused()) !== 'Pause one.mp4') await page.keyboard.press('Tab')
      await page.keyboard.press('Space')
      await here.button('Resume', 'one.mp4').waitFor()
      expect(await focused()).toBe('Resume one.mp4')
      await page.keyboard.press('Tab')
      expect(await focused()).toBe('Cancel one.mp4')
      await page.keyboard.press('Enter')
      await here.row('one.mp4').getByText('Cancelled').waitFor()
      expect(await focused()).toBe('Remove one.mp4')
      await page.keyboard.press('Enter')
      await here.row('one.mp4').waitFor({ state: 'detached' })
      expect(await focused()).toBe('Pause two.mp4')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await here.row('two.mp4').getByText('Cancelled').waitFor()
      expect(await focused()).toBe('Remove two.mp4')
      await page.keyboard.press('Enter')
      await here.row('two.mp4').waitFor({ state: 'detached' })
      expect(await focused()).toBe('Choose files')
      expect(here.errors).toEqual([])
    })
  })
}

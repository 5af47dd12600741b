import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { SAMPLE_PHOTO, type Started, startAll, type Visit, visit } from './rig'

/** Runs in the page; the test's program does not have the page's types. */
function backgroundOf(element: unknown): string {
  interface Window {
    getComputedStyle(element: unknown): { backgroundColor: string }
  }
  return (globalThis as unknown as Window).getComputedStyle(element).backgroundColor
}

const LOOKS = [
  ['zh-CN', 'light'],
  ['zh-CN', 'dark'],
  ['en-US', 'light'],
  ['en-US', 'dark'],
] as const

/** Appearance and accessibility: theme, language, the accessible tree, narrow windows, every page. */
export function describeLooking(browser: () => Browser): void {
  describe('the page around the phone', () => {
    let started: Started
    beforeAll(async () => {
      started = await startAll()
    })
    afterAll(() => started.close())

    it('opens every page of the mini-program without an error', async () => {
      const app = JSON.parse(await readFile(new URL('../../miniprogram/app.json', import.meta.url), 'utf8'))
      for (const [locale, colorScheme] of LOOKS) {
        const here = await visit(browser(), started, { locale, colorScheme })
        for (const page of app.pages as string[]) {
          await here.goTo(`/${page}`)
          await here.phone.locator(`[data-page="${page}"]`).waitFor()
          await here.shot(`page-${page.split('/').at(-1)}-${locale}-${colorScheme}`)
        }
        expect(here.errors).toEqual([])
        await here.close()
      }
    })

    it('switches the phone to dark and back, with the navigation bar', async () => {
      const here = await visit(browser(), started)
      const backgrounds = async () => [
        await here.phone.locator('mp-page').evaluate(backgroundOf),
        await here.page.locator('.bar').evaluate(backgroundOf),
      ]
      const light = await backgrounds()
      await here.page.getByRole('radio', { name: '深色' }).check()
      const dark = await backgrounds()
      expect(dark).not.toEqual(light)
      expect(new Set(dark).size).toBe(1)
      await here.page.getByRole('radio', { name: '浅色' }).check()
      expect(await backgrounds()).toEqual(light)
      expect(here.errors).toEqual([])
      await here.close()
    })

    it('switches to English, and keeps that', async () => {
      const here = await visit(browser(), started)
      await here.goTo('/pages/upload/upload')
      await here.phone.getByRole('button', { name: /添加照片/ }).waitFor()
      await here.page.getByText('English').click()
      await here.page.getByRole('switch', { name: 'Bucket down' }).waitFor()
      await here.page.reload()
      await here.goTo('/pages/upload/upload')
      await here.phone.getByRole('button', { name: /Add photos/ }).waitFor()
      await here.close()
    })

    it('has a name for every control, in the phone and beside it', async () => {
      const here = await visit(browser(), started, { locale: 'en-US' })
      await here.goTo('/pages/upload/upload')
      await here.pick(/Add photos/, [
        { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: await readFile(SAMPLE_PHOTO) },
      ])
      await here.phone.getByRole('button', { name: /Uploaded/ }).waitFor()
      const tree = await here.page.locator('body').ariaSnapshot()
      for (const line of [
        '- radiogroup "Theme":',
        '- radiogroup "Language":',
        '- switch "Offline"',
        '- switch "Slow link"',
        '- button "Hidden for 10 s"',
        '- switch "Expired ticket"',
        '- switch "403"',
        '- switch "503"',
        '- switch "Bucket down"',
        '- region "Requests":',
        '- table "Requests":',
        '- button "Clear"',
      ]) {
        expect(tree).toContain(line)
      }
      const inPhone = await here.phone.locator('body').ariaSnapshot()
      expect(inPhone).toMatch(/- button "Photo 1, .*Uploaded/)
      expect(inPhone).toMatch(/- button "Remove Photo 1/)
      expect(`${tree}${inPhone}`).not.toMatch(/- (button|link|switch|radio|textbox)( \[.*\])?:?$/m)
      await here.close()
    })

    it('can be used by keyboard alone', async () => {
      const here = await visit(browser(), started, { locale: 'en-US' })
      await here.goTo('/pages/upload/upload')
      const add = here.phone.getByRole('button', { name: /Add photos/ })
      // `press` focuses and presses in one step, so that the focus cannot move in between.
      const [chooser] = await Promise.all([here.page.waitForEvent('filechooser'), add.press('Enter')])
      await chooser.setFiles([SAMPLE_PHOTO])
      const tile = here.phone.getByRole('button', { name: /Uploaded/ })
      await tile.waitFor()
      await tile.focus()
      await here.page.keyboard.press('Enter')
      await here.page.getByRole('dialog').waitFor()
      await here.shot('viewer')
      await here.page.keyboard.press('Escape')
      await here.page.getByRole('dialog').waitFor({ state: 'hidden' })
      const offline = here.page.getByRole('switch', { name: 'Offline' })
      await offline.focus()
      await here.page.keyboard.press('Space')
      expect(await offline.getAttribute('aria-checked')).toBe('true')
      await here.close()
    })

    it('keeps the frame and the size of the phone in a narrow window, and shows the panel on demand', async () => {
      const wide = await visit(browser(), started)
      const size = async ({ page }: Visit) => {
        const { width = 0 } = (await page.locator('.glass').boundingBox()) ?? {}
        const { width: frame = 0 } = (await page.locator('.phone').boundingBox()) ?? {}
        return { width, frame }
      }
      const usual = await size(wide)
      await wide.close()
      for (const width of [900, 640, 420]) {
        const here = await visit(browser(), started, { width, height: 860 })
        expect(await size(here)).toEqual(usual)
        await here.shot(`narrow-${width}`)
        await here.close()
      }
      const here = await visit(browser(), started, { width: 390, height: 780 })
      expect((await size(here)).width).toBe(usual.width)
      await here.shot('narrow')
      expect(await here.page.locator('#panel').isVisible()).toBe(false)
      await here.page.getByRole('button', { name: '打开面板' }).click()
      await here.page.getByRole('switch', { name: '离线' }).waitFor()
      await here.shot('narrow-panel')
      await here.close()
    })

    it('links to the other pages', async () => {
      const here = await visit(browser(), started)
      expect(await here.page.getByRole('link', { name: '网页' }).getAttribute('href')).toBe('http://localhost:1/')
      await here.page.getByText('English').click()
      await here.page.getByRole('link', { name: 'Web page' }).waitFor()
      await here.close()
    })

    it('opens and uploads where the browser keeps nothing for it', async () => {
      const here = await visit(browser(), started, { hasStorage: false })
      await here.goTo('/pages/upload/upload')
      await here.pick(/添加照片/, [{ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: await readFile(SAMPLE_PHOTO) }])
      await here.phone.getByRole('button', { name: /已上传/ }).waitFor()
      await here.page.getByText('English').click()
      await here.page.getByRole('switch', { name: 'Bucket down' }).waitFor()
      expect(here.errors).toEqual([])
      await here.close()
    })

    it('opens a picked document', async () => {
      const here = await visit(browser(), started)
      await here.goTo('/pages/upload/upload')
      const pdf = Buffer.from('%PDF-1.4\n%%EOF\n')
      await here.pick(/选择文件/, [{ name: 'plan.pdf', mimeType: 'application/pdf', buffer: pdf }])
      const row = here.phone.getByRole('button', { name: /plan.pdf.*已上传/ })
      await row.waitFor()
      const [opened] = await Promise.all([here.page.context().waitForEvent('page'), row.click()])
      expect(opened.isClosed() || opened.url()).not.toBe('')
      expect(here.errors).toEqual([])
      await here.close()
    })
  })
}

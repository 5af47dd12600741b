import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { launchChromium } from '../../preview/chromium'
import { type Client, ossClient, SETUPS } from '../rig/ali-oss-clients'
import { assumeRole, type Running, startTestCloud } from '../rig/test-cloud'

const SAMPLE = new URL('../../../dev/samples/photo.jpg', import.meta.url)

const REFRESH_MS = 2000

let running: Running
let client: Client
let browser: Browser
beforeAll(async () => {
  running = await startTestCloud()
  client = ossClient(running.cloud, await assumeRole(running.cloud), SETUPS[0])
  browser = await launchChromium()
})
afterAll(async () => {
  await browser?.close()
  await running.close()
})

interface Look {
  colorScheme?: 'light' | 'dark'
  locale?: string
  width?: number
}

/** Opens the page; `errors` collects the errors of its console and scripts. */
async function open(
  { colorScheme = 'light', locale = 'en-US', width = 1280 }: Look = {},
  url = running.cloud.adminUrl,
) {
  const page = await browser.newPage({ colorScheme, locale, viewport: { width, height: 800 } })
  const errors: string[] = []
  page.on('pageerror', ({ message }) => errors.push(message))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  await page.clock.install()
  await page.goto(url)
  await page.locator('#pause').waitFor()
  return { page, errors }
}

/** The globals of the page, where the functions run. */
interface PageWindow {
  getComputedStyle(element: unknown): { backgroundColor: string; color: string }
  document: { querySelector(selector: string): unknown; documentElement: { scrollWidth: number; clientWidth: number } }
}

/** Contrast of text and background by WCAG 2, 1 to 21. */
function contrast([paper, ink]: string[]): number {
  const light = (colour = ''): number => {
    const [red = 0, green = 0, blue = 0] = [...colour.matchAll(/\d+/g)].map(([part]) => {
      const share = Number(part) / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05
  }
  const [a, b] = [light(paper), light(ink)]
  return Math.max(a, b) / Math.min(a, b)
}

/** The colours of an element's background and text. */
const coloursOf = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const { getComputedStyle, document } = globalThis as unknown as PageWindow
      const paper = getComputedStyle(document.querySelector('.card')).backgroundColor
      return [paper, getComputedStyle(element).color]
    })

describe('The admin page in Chromium', () => {
  it('shows new items by itself, and does not touch unchanged ones', async () => {
    await client.put('first.txt', Buffer.from('x'))
    const { page, errors } = await open()
    const first = page.locator('#objects >> xpath=ancestor::section').locator('li', { hasText: 'first.txt' })
    await first.locator('summary').click()
    await first.evaluate((item) => Object.assign(item, { isTheSame: true }))
    await client.put('second.txt', Buffer.from('x'))
    await page.clock.runFor(REFRESH_MS)
    await page.getByText('second.txt').first().waitFor()
    expect(await first.evaluate((item) => 'isTheSame' in item)).toBe(true)
    expect(await first.locator('details').getAttribute('open')).not.toBeNull()

    // A changed item is a new element, open as before and with the focus.
    await first.locator('summary').focus()
    await client.put('first.txt', Buffer.from('longer'))
    await page.clock.runFor(REFRESH_MS)
    await first.getByText('6 B').first().waitFor()
    expect(await first.evaluate((item) => 'isTheSame' in item)).toBe(false)
    expect(await first.locator('details').getAttribute('open')).not.toBeNull()
    expect(await first.locator('summary:focus').count()).toBe(1)

    await client.delete('second.txt')
    await page.clock.runFor(REFRESH_MS)
    await page.locator('.object', { hasText: 'second.txt' }).waitFor({ state: 'detached' })
    expect(errors).toEqual([])
    await page.close()
  })

  it('shows photos as thumbnails, and other files by their extension', async () => {
    await client.put('photo.jpg', await readFile(SAMPLE), { mime: 'image/jpeg' })
    await client.put('broken.jpg', Buffer.from('no image'), { mime: 'image/jpeg' })
    const { page } = await open()
    const imageOf = (name: string) => page.locator('.object', { hasText: name }).locator('img')
    const photo = imageOf('photo.jpg')
    await photo.waitFor()
    const width = () => photo.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth)
    while ((await width()) === 0) await page.waitForTimeout(20)
    expect(await width()).toBe(160)
    await imageOf('broken.jpg').waitFor({ state: 'hidden' })
    await page.close()
  })

  it('follows the system’s light or dark theme, and is readable in both', async () => {
    await client.get('missing').catch(() => undefined)
    const papers = new Set<string | undefined>()
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await open({ colorScheme })
      for (const selector of [
        'h1',
        '.about',
        'tbody a',
        '.aside small',
        '.verdict.allowed',
        '.verdict.refused',
        '.rule',
      ]) {
        const colours = await coloursOf(page, selector)
        papers.add(colours[0])
        expect([colorScheme, selector, contrast(colours) >= 4.5]).toEqual([colorScheme, selector, true])
      }
      await page.close()
    }
    expect(papers.size).toBe(2)
  })

  it.each([1280, 390])('fits a window %d wide', async (width) => {
    const { page } = await open({ width })
    const overflow = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = (globalThis as unknown as PageWindow).document.documentElement
      return scrollWidth - clientWidth
    })
    expect(overflow).toBe(0)
    await page.close()
  })

  it('can be used by keyboard alone', async () => {
    const { page } = await open()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Resume' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Pause' }).waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '本机 OSS' }).waitFor()
    const search = page.getByRole('searchbox')
    await search.focus()
    await page.keyboard.type('first')
    await page.keyboard.press('Enter')
    await page.waitForURL(/find=first/)
    const item = page.locator('.object', { hasText: 'first.txt' })
    await item.focus()
    await page.keyboard.press('Enter')
    await page.locator('details[open]', { hasText: 'first.txt' }).waitFor()
    expect(await page.locator('.object').count()).toBeGreaterThan(0)
    await page.close()
  })

  it('does not change while it is paused', async () => {
    const { page } = await open()
    await page.getByRole('button', { name: 'Pause' }).click()
    let asked = 0
    page.on('request', () => {
      asked += 1
    })
    await client.put('while paused.txt', Buffer.from('x'))
    await page.clock.runFor(60_000)
    expect(asked).toBe(0)
    await page.getByRole('button', { name: 'Resume' }).click()
    await page.getByText('while paused.txt').first().waitFor()
    await page.close()
  })

  it('gives every control and region a name', async () => {
    const { page } = await open()
    const tree = await page.locator('body').ariaSnapshot()
    for (const name of ['Buckets', 'Objects', 'Multipart uploads', 'Credentials', 'Requests']) {
      expect(tree).toMatch(new RegExp(`- region "${name}`))
    }
    expect(tree).toContain('- button "Pause"')
    expect(tree).toContain('- searchbox "Find by name"')
    expect(tree).not.toMatch(/- (button|link|searchbox|img)( \[.*\])?:?$/m)
    await page.close()
  })

  it('shows a message when the cloud has stopped', async () => {
    const other = await startTestCloud()
    const { page } = await open({}, other.cloud.adminUrl)
    await other.close()
    await page.clock.runFor(REFRESH_MS)
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').textContent()).toContain('has stopped')
    await page.close()
  })
})

import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const PHOTO = fileURLToPath(new URL('../samples/photo.jpg', import.meta.url))

/**
 * Adds a photo by the button of an app in the preview, and reads the address of the picture that it shows then.
 * @throws Error if there are other bytes at that address
 */
export async function uploadInPreview(url: string): Promise<void> {
  // Makes the package unpack its shared libraries, which a bare system does not have.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs20.x'
  const { default: packaged } = await import('@sparticuz/chromium')
  const executablePath = process.env.CHROMIUM_PATH ?? (await packaged.executablePath())
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  try {
    const page = await browser.newPage({ locale: 'zh-CN' })
    await page.goto(url)
    const phone = page.frameLocator('iframe')
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), phone.getByText('添加照片').click()])
    await chooser.setFiles(PHOTO)
    const picture = phone.locator('img[src*="/uploads/photo/"]').first()
    await picture.waitFor()
    const stored = await fetch((await picture.getAttribute('src')) ?? '')
    const bytes = Buffer.from(await stored.arrayBuffer())
    if (!bytes.equals(await readFile(PHOTO))) throw new Error('expected the bytes of the photo, got others')
  } finally {
    await browser.close()
  }
}

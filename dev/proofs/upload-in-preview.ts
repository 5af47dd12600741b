import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

export const PHOTO = fileURLToPath(new URL('../samples/photo.jpg', import.meta.url))

/**
 * Adds a photo by the button of an app in the preview, until the app shows that it is stored.
 * @param add CSS selector of the button
 */
export async function uploadInPreview(url: string, add = 'text=添加照片'): Promise<void> {
  // Makes the package unpack its shared libraries, which a bare system does not have.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs20.x'
  const { default: packaged } = await import('@sparticuz/chromium')
  const executablePath = process.env.CHROMIUM_PATH ?? (await packaged.executablePath())
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  try {
    const page = await browser.newPage({ locale: 'zh-CN' })
    await page.goto(url)
    const phone = page.frameLocator('iframe')
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), phone.locator(add).first().click()])
    await chooser.setFiles(PHOTO)
    // A tile of the component says so; a page with code of its own shows the picture from the bucket.
    const picture = phone.locator('img[src*="/uploads/photo/"]')
    await phone.getByLabel('已上传').or(picture).first().waitFor()
  } finally {
    await browser.close()
  }
}

import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

export const PHOTO = fileURLToPath(new URL('../samples/photo.jpg', import.meta.url))

/**
 * Adds a photo by the button of an app in the preview, until the app shows that it is stored. A kit of components shows this
 * in its own way, so the file's arrival ends the wait there.
 * @param kit CSS selector of the button, if a kit draws it
 * @param arrival resolves when the file has arrived
 */
export async function uploadInPreview(
  url: string,
  kit: string | undefined,
  arrival: () => Promise<void>,
): Promise<void> {
  // Makes the package unpack its shared libraries, which a bare system does not have.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs20.x'
  const { default: packaged } = await import('@sparticuz/chromium')
  const executablePath = process.env.CHROMIUM_PATH ?? (await packaged.executablePath())
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  try {
    const page = await browser.newPage({ locale: 'zh-CN' })
    await page.goto(url)
    const phone = page.frameLocator('iframe')
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      phone
        .locator(kit ?? 'text=添加照片')
        .first()
        .click(),
    ])
    await chooser.setFiles(PHOTO)
    // A tile of the component says so; a page with code of its own shows the picture from the bucket.
    const picture = phone.locator('img[src*="/uploads/photo/"]')
    if (!kit) await phone.getByLabel('已上传').or(picture).first().waitFor()
    await arrival()
  } finally {
    await browser.close()
  }
}

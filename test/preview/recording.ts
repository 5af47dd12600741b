import { mkdir, stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { samplePhoto, startAll, visit } from './rig'

const PICTURES = fileURLToPath(new URL('../../dev/preview/pictures/', import.meta.url))
const LOOKS = [
  { locale: 'zh-CN', add: /添加照片/, offline: '离线', slow: '弱网', done: /已上传/ },
  { locale: 'en-US', add: /Add photos/, offline: 'Offline', slow: 'Slow link', done: /Uploaded/ },
] as const
const SCHEMES = ['light', 'dark'] as const
const MOST_BYTES = 1.5 * 1024 ** 2
const FRAME_MS = 250

const pathOf = (locale: string, scheme: string): string => `${PICTURES}${locale.slice(0, 2)}-${scheme}.webp`

/**
 * The moving pictures of the READMEs. `UPDATE_PICTURES=1` records them anew, for which the machine needs a Chinese font.
 */
export function describeRecording(browser: () => Browser): void {
  describe.each(LOOKS)('the moving picture of the README ($locale)', (look) => {
    it.each(SCHEMES)('shows an upload that goes through an outage (%s)', async (scheme) => {
      const path = pathOf(look.locale, scheme)
      if (process.env.UPDATE_PICTURES) await record(browser(), { ...look, scheme, path })
      const { pages = 0, width = 0 } = await sharp(path).metadata()
      expect(pages).toBeGreaterThan(8)
      expect(width).toBeGreaterThan(600)
      expect((await stat(path)).size).toBeLessThan(MOST_BYTES)
    })
  })
}

type Look = (typeof LOOKS)[number] & { scheme: (typeof SCHEMES)[number]; path: string }

async function record(browser: Browser, { locale, add, offline, slow, done, scheme, path }: Look): Promise<void> {
  const started = await startAll()
  const here = await visit(browser, started, { locale, colorScheme: scheme, width: 1100, height: 760 })
  try {
    await here.goTo('/pages/upload/upload')
    const film = filming(here.page)
    await here.toggle(slow)
    await here.pick(add, await photos())
    await here.phone
      .getByText(/^[1-9]\d?%/)
      .first()
      .waitFor()
    await here.page.waitForTimeout(1_000)
    await here.toggle(offline)
    await here.page.waitForTimeout(1_500)
    await here.toggle(offline)
    await here.toggle(slow)
    await here.phone.getByRole('button', { name: done }).nth(2).waitFor()
    await here.page.waitForTimeout(1_500)
    await save(await film.end(), path)
  } finally {
    await here.close()
    await started.close()
  }
}

/** Three photos of different colours. */
async function photos() {
  const { buffer } = await samplePhoto()
  return Promise.all(
    [0, 150, 280].map(async (hue) => ({
      name: `${hue}.jpg`,
      mimeType: 'image/jpeg',
      buffer: await sharp(buffer).modulate({ hue }).resize(1300).jpeg({ quality: 92 }).toBuffer(),
    })),
  )
}

interface Frame {
  png: Buffer
  at: number
}

function filming(page: Page): { end(): Promise<Frame[]> } {
  const frames: Frame[] = []
  let isOn = true
  const running = (async () => {
    while (isOn) {
      frames.push({ png: await page.screenshot(), at: performance.now() })
      await page.waitForTimeout(FRAME_MS)
    }
  })()
  return {
    async end() {
      isOn = false
      await running
      return frames
    },
  }
}

/** Frames that are equal become one that is shown longer. */
async function save(frames: readonly Frame[], path: string): Promise<void> {
  const kept = frames.filter(({ png }, index) => !frames[index - 1]?.png.equals(png))
  const end = frames.at(-1)?.at ?? 0
  const delay = kept.map(({ at }, index) => Math.round((kept[index + 1]?.at ?? end + 2_000) - at))
  await mkdir(PICTURES, { recursive: true })
  await sharp(
    kept.map(({ png }) => png),
    { join: { animated: true } },
  )
    .webp({ quality: 60, effort: 6, delay, loop: 0 })
    .toFile(path)
}

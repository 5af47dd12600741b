/** Compares what is read from the first bytes with what two viewers show: Chromium, and libvips inside of sharp. */
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { dimensionsOf } from '../../../../server/content/dimensions'
import { inChromium } from '../../../web/in-chromium'
import { ALL_CASES } from './cases/all-cases'
import { type PictureCase, readFixture } from './cases/picture-case'

/** TIFF is missing because Chromium does not show it, HEIC because neither does. */
const WHOLE_FILES = ALL_CASES.filter(
  ({ mediaType, headBytes }) => headBytes === undefined && !/tiff|heic/.test(mediaType),
)

/** Such as `40x30`; undefined if the viewer refuses the file. */
type Shown = string | undefined

function inLibvips(file: Uint8Array): Promise<Shown> {
  return sharp(file, { failOn: 'none' })
    .autoOrient()
    .raw()
    .toBuffer({ resolveWithObject: true })
    .then(
      ({ info: { width, height } }) => `${width}x${height}`,
      () => undefined,
    )
}

/** What a page can ask of an `<img>`. */
interface ImageElement {
  src: string
  decode(): Promise<void>
  naturalWidth: number
  naturalHeight: number
}

async function inBrowser(page: Page, { file, mediaType }: PictureCase): Promise<Shown> {
  const url = `data:${mediaType};base64,${Buffer.from(file).toString('base64')}`
  return page.locator('img').evaluate(async (image: ImageElement, src) => {
    image.src = src
    const isShown = await image.decode().then(
      () => true,
      () => false,
    )
    return isShown ? `${image.naturalWidth}x${image.naturalHeight}` : undefined
  }, url)
}

describe('what viewers show', () => {
  inChromium((browser) => {
    let page: Page
    beforeAll(async () => {
      page = await browser().newPage()
      await page.setContent('<img>')
    })

    it.each(WHOLE_FILES.filter(({ shown }) => shown))('is what is read: $mediaType, $name', async (each) => {
      expect(await inBrowser(page, each)).toBe(each.shown)
    })

    it.each(WHOLE_FILES.filter(({ shown }) => !shown))(
      'is nothing, or not the same in libvips: $mediaType, $name',
      async (each) => {
        const views = [await inBrowser(page, each), await inLibvips(each.file)]
        expect(views[0] !== undefined && views[0] === views[1]).toBe(false)
      },
    )
  })
})

/** sharp is built without BMP, and without animations of AVIF. */
const isUnknownToSharp = ({ mediaType, name }: PictureCase): boolean =>
  mediaType === 'image/bmp' || name === 'reads an animation of avifenc'

describe('what libvips shows', () => {
  it.each(WHOLE_FILES.filter((each) => each.shown && !isUnknownToSharp(each)))(
    'is what is read: $mediaType, $name',
    async ({ file, shown }) => {
      expect(await inLibvips(file)).toBe(shown)
    },
  )

  const pixels = sharp(readFixture('40x30.png'))
  it.each(
    (['jpeg', 'png', 'tiff', 'avif'] as const).flatMap((format) =>
      [1, 2, 3, 4, 5, 6, 7, 8].map((orientation) => ({ format, orientation })),
    ),
  )(
    'is what is read of a picture that it writes: $format, orientation $orientation',
    async ({ format, orientation }) => {
      const file = await pixels.clone().withMetadata({ orientation }).toFormat(format).toBuffer()
      const found = dimensionsOf(file, `image/${format}`)
      expect(found && `${found.width}x${found.height}`).toBe(await inLibvips(file))
    },
  )
})

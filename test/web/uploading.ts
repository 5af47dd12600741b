import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { route } from '../../server/index'
import { picture } from '../preview/files'
import { type Started, startAll, type Visit, visit } from './rig'

const MB = 1024 * 1024

/** Files with the first bytes of a PDF and a video, which is enough for all checks. */
export const pdf = (size: number): Buffer => startingWith(Buffer.from('%PDF-1.7\n'), size)
export const video = (size: number): Buffer =>
  startingWith(Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom')]), size)

const startingWith = (head: Buffer, size: number): Buffer =>
  Buffer.concat([head, randomBytes(Math.max(0, size - head.length))]).subarray(0, size)

/** The web page without faults: files of all sizes. */
export function describeUploading(browser: () => Browser): void {
  describe('the web page', () => {
    let started: Started
    let here: Visit
    beforeAll(async () => {
      started = await startAll()
    })
    afterAll(() => started.close())
    beforeEach(async () => {
      here = await visit(browser(), started)
    })
    afterEach(() => here.close())

    it.each([
      ['1 字节.txt', Buffer.from('1')],
      ['900 KB.pdf', pdf(900 * 1024)],
      ['正好 1 MB.pdf', pdf(MB)],
      ['会议 录像 (50 MB) #1.mp4', video(50 * MB)],
    ])('uploads %s, and its link returns the same bytes', async (name, bytes) => {
      await here.choose([await started.file(name, bytes)])
      await here.row(name).getByText('已上传').waitFor()
      expect((await here.linked(name)).equals(bytes)).toBe(true)
      expect(here.errors).toEqual([])
    })

    it('refuses an empty file with a message, and sends nothing', async () => {
      // Does not compare the objects, because the backend deletes earlier pending ones later.
      const posted = () => started.stack.cloud.journal.count({ operation: 'PostObject' })
      const before = posted()
      await here.choose([await started.file('空.txt', Buffer.alloc(0))])
      await here.row('空.txt').getByText('文件是空的').waitFor()
      await here.row('空.txt').getByText('怎么办').click()
      await here.row('空.txt').getByText('大小为 0 字节').waitFor()
      await here.total.getByText('完成 0/1，失败 1').waitFor()
      expect(
        await here.page.getByRole('progressbar', { name: '文件', exact: true }).getAttribute('aria-valuetext'),
      ).toBe('0%, 完成 0/1，失败 1')
      expect(await sharesOf(here)).toEqual({ green: 0, red: 100 })
      await here.shot('all-lost')
      expect(posted()).toBe(before)
      expect(here.errors).toEqual([])
    })

    it('shows files that the backend refuses, and uploads the others', async () => {
      const [photo, program] = [await picture('p.png', 60), Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3])]
      await here.choose([await started.file('程序.bin', program), await started.file('照片.png', photo.buffer)])
      await here.row('程序.bin').getByText('不支持这种文件').waitFor()
      await here.row('照片.png').getByText('已上传').waitFor()
      await here.total.getByText('完成 1/2，失败 1').waitFor()
      const { green, red } = await sharesOf(here)
      expect(green).toBeGreaterThan(0)
      expect(green + red).toBeLessThanOrEqual(101)
      expect(red).toBeGreaterThan(0)
      await here.shot('failed')
      expect(here.errors).toEqual([])
    })

    it('shows each picture from OSS after the upload', async () => {
      await choosePictures()
      for (const name of ['一.png', '二.png']) {
        const link = here.page.getByRole('link', { name: `打开 ${name}`, exact: true })
        expect(await shownPicture(name)).toMatchObject({ src: await link.getAttribute('href'), width: 60 })
      }
      expect(here.errors).toEqual([])
    })

    it('shows the thumbnail of each picture if the route has thumbnails', async () => {
      const styles = { small: 'image/resize,w_24' }
      const photo = route({ accept: ['image/png'], maxSize: '1MB', styles, thumbnail: 'small' })
      const elsewhere = await startAll({ wiring: { routes: { photo } } })
      await here.close()
      here = await visit(browser(), elsewhere)
      await choosePictures()
      const keys = new Set<string>()
      for (const name of ['一.png', '二.png']) {
        const link = here.page.getByRole('link', { name: `打开 ${name}`, exact: true })
        const { pathname } = new URL((await link.getAttribute('href')) ?? '')
        const { src, width } = await shownPicture(name)
        expect(new URL(src).pathname).toBe(pathname)
        expect(new URL(src).searchParams.get('x-oss-process')).toBe('image/resize,w_24')
        expect(width).toBe(24)
        keys.add(pathname)
      }
      expect(keys.size).toBe(2)
      await here.shot('thumbnails')
      expect(here.errors).toEqual([])
      await elsewhere.close()
    })

    const choosePictures = async (): Promise<void> => {
      const [one, two] = [await picture('p.png', 60), await picture('q.png', 60)]
      await here.choose([await started.file('一.png', one.buffer), await started.file('二.png', two.buffer)])
      for (const name of ['一.png', '二.png']) await here.row(name).getByText('已上传').waitFor()
    }
    /** Waits for the picture and returns its natural width in pixels. */
    const shownPicture = async (name: string): Promise<{ src: string; width: number }> => {
      const image = here.row(name).locator('img')
      await image.evaluate('(img) => img.decode()')
      return image.evaluate((img: { src: string; naturalWidth: number }) => ({ src: img.src, width: img.naturalWidth }))
    }

    it('accepts files that are dropped anywhere on it', async () => {
      const photo = await readFile(new URL('../../dev/samples/photo.jpg', import.meta.url))
      await dropFiles(here, [
        await started.file('拖进来.jpg', photo),
        await started.file('也拖进来.txt', Buffer.from('hi')),
      ])
      await here.row('拖进来.jpg').getByText('已上传').waitFor()
      await here.row('也拖进来.txt').getByText('已上传').waitFor()
      expect((await here.linked('拖进来.jpg')).equals(photo)).toBe(true)
      expect(here.errors).toEqual([])
    })

    it('copies a link, and removes a file', async () => {
      await here.context.grantPermissions(['clipboard-read', 'clipboard-write'])
      await here.choose([await started.file('链接.txt', Buffer.from('link'))])
      await here.button('复制链接', '链接.txt').click()
      await here.row('链接.txt').getByText('已复制').waitFor()
      await here.page.getByRole('status').getByText('链接.txt 已复制').waitFor()
      const url = (await here.page.evaluate('navigator.clipboard.readText()')) as string
      expect(await (await fetch(url)).text()).toBe('link')
      await here.button('移除', '链接.txt').click()
      await here.row('链接.txt').waitFor({ state: 'detached' })
      expect(here.errors).toEqual([])
    })
  })
}

/** The lengths of the green and red bars, percent. */
async function sharesOf({ total }: Visit): Promise<{ green: number; red: number }> {
  // The bar is animated, and an animation that another one replaces rejects.
  await total.evaluate(`async (bar) => {
    const running = () => bar.getAnimations({ subtree: true })
    while (running().length > 0) await Promise.allSettled(running().map(({ finished }) => finished))
  }`)
  const width = async (part: string): Promise<number> => (await total.locator(part).boundingBox())?.width ?? 0
  const all = await width('.bar')
  const share = async (part: string): Promise<number> => Math.round((100 * (await width(part))) / all)
  return { green: await share('.bar__fill'), red: await share('.bar__lost') }
}

/** Drops files as from the desktop: the browser itself creates the event with real files. */
export async function dropFiles({ page, context }: Visit, files: string[]): Promise<void> {
  const devtools = await context.newCDPSession(page)
  const data = { items: [], files, dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data })
  }
}

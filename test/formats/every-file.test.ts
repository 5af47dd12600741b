/** Every file of `files/`: the library in a WeChat-like host, the backend, and OSS, over sockets. */

import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { jest } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { charsetOf } from '../../miniprogram/uploader/formats/charset'
import { HEAD_BYTES } from '../../miniprogram/uploader/formats/head'
import { formatOfType, mediaTypeOf } from '../../miniprogram/uploader/formats/media-type'
import { createUploader, type Uploader } from '../../miniprogram/uploader/wx'
import { defineRoutes, route } from '../../server/define-routes/route'
import { type Rig, startRig } from '../main-path/rig'
import { launchChromium } from '../preview/chromium'

jest.setTimeout(90_000)

const FILES = fileURLToPath(new URL('files/', import.meta.url))

const routes = defineRoutes({
  any: route({
    accept: ['*/*', 'application/xml', 'text/html', 'image/svg+xml'],
    maxSize: '5MB',
    minSize: '0KB',
    contentDisposition: 'inline',
  }),
})

let rig: Rig
let uploader: Uploader<typeof routes>
beforeAll(async () => {
  rig = await startRig({ wiring: { routes } })
  uploader = createUploader<typeof routes>({ server: rig.stack.url, wx: rig.host.wx, onFailure: () => {} })
})
afterAll(() => rig.close())

async function upload(name: string, bytes: Uint8Array) {
  const path = await rig.temp(`picked-${name}`, bytes)
  const file = await uploader.upload({ path, name }, { route: 'any' }).done
  const answer = await fetch(file.url)
  return { file, headers: answer.headers, stored: new Uint8Array(await answer.arrayBuffer()) }
}

describe('a file that people really have', () => {
  it.each(readdirSync(FILES))('is stored under its own type, with its charset: %s', async (name) => {
    const bytes = new Uint8Array(readFileSync(FILES + name))
    const type = mediaTypeOf(bytes, name)
    const charset = type.startsWith('text/') ? charsetOf(bytes.subarray(0, HEAD_BYTES)) : undefined
    const { file, headers, stored } = await upload(name, bytes)
    expect(file).toMatchObject({ type, name, size: bytes.length })
    expect(file.key).toMatch(new RegExp(`\\.${formatOfType(type)?.extensions[0]}$`))
    expect(headers.get('content-type')).toBe(charset ? `${type}; charset=${charset}` : type)
    expect(stored).toEqual(bytes)
  })

  it.each([
    ['gbk.csv', 'text/csv; charset=gb18030'],
    ['utf8.csv', 'text/csv; charset=utf-8'],
    ['utf16le.txt', 'text/plain; charset=utf-16le'],
    ['ansi.log', 'text/plain'],
    ['note.xml', 'application/xml'],
  ])('has the Content-Type that it needs: %s', async (name, contentType) => {
    const { headers } = await upload(name, new Uint8Array(readFileSync(FILES + name)))
    expect(headers.get('content-type')).toBe(contentType)
  })

  it('may be empty, where the route accepts that', async () => {
    expect((await upload('empty.csv', new Uint8Array())).file).toMatchObject({ type: 'text/csv', size: 0 })
  })
})

describe('a stored file in Chromium, on the domain of the bucket', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser.close())

  it('is readable if it is a text in GBK', async () => {
    const bytes = new Uint8Array(readFileSync(`${FILES}gb18030.txt`))
    const { file } = await upload('gb18030.txt', bytes)
    const page = await browser.newPage()
    await page.goto(file.url)
    expect((await page.locator('body').innerText()).trim()).toBe(new TextDecoder('gb18030').decode(bytes).trim())
  })

  it.each([
    ['a.html', '<html><script>document.title = "ran"</script>'],
    ['a.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>document.title = "ran"</script></svg>'],
    [
      'a.xml',
      '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><script>document.title = "ran"</script></html>',
    ],
  ])('is saved and not run if it may carry scripts, though the route says inline: %s', async (name, text) => {
    const { file, headers } = await upload(name, new Uint8Array(Buffer.from(text)))
    expect(headers.get('content-disposition')).toMatch(/^attachment;/)
    const page = await browser.newPage()
    const download = page.waitForEvent('download')
    await page.goto(file.url).catch(() => undefined)
    expect((await download).suggestedFilename()).toBe(name)
    expect(await page.title()).toBe('')
  })
})

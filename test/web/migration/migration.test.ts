/** What docs/migration shows of web pages, before and after, in a browser against a backend and a local OSS. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Stack } from '../../../dev/stack/stack'
import { codeBlocks } from '../../docs/markdown'
import { pageText, ROOT } from '../../docs/page-texts'
import { bundleSamples, openSampleSite, type SampleSite } from '../sample-site'

const PHOTO = join(ROOT, 'dev/samples/photo.jpg')

/** The samples of a page: `web/before.js` is `PAGE/before`. */
function samplesOf(name: string, stack: Stack, origin: string): [string, string][] {
  const blocks = codeBlocks(pageText(`migration/${name}`, 'en')).filter(({ language }) => language === 'js')
  return blocks.map(({ text }) => [
    `${name}/${/^\/\/ web\/(\w+)\.js/.exec(text)?.[1]}`,
    text.replace('https://api.example.com/sts', `${origin}/sts`).replace('https://api.example.com', stack.url),
  ])
}

/** ali-oss as the samples use it, but for the local OSS. */
const localOss = ({ cloud }: Stack): string => `
import Original from '${join(ROOT, 'node_modules/ali-oss/dist/aliyun-oss-sdk.js')}'
export default class OSS extends Original {
  constructor(options) {
    super({ ...options, endpoint: ${JSON.stringify(cloud.ossUrl)}, cname: true, secure: false, authorizationV4: true })
  }
}`

const PROGRAM = `
import * as stsBefore from 'sts-web-page/before'
import * as stsAfter from 'sts-web-page/after'
import * as multipartBefore from 'sts-multipart/before'
import * as multipartAfter from 'sts-multipart/after'
import * as presigned from 'presigned-urls/after'
const file = () => document.querySelector('input').files[0]
const percents = []
globalThis.samples = {
  stsBefore: () => stsBefore.upload(file(), (percent) => percents.push(percent)),
  stsAfter: () => stsAfter.upload(file(), (percent) => percents.push(percent)),
  multipartBefore: () => multipartBefore.upload(file()),
  multipartAfter: () => multipartAfter.upload(file()),
  presigned: () => presigned.put(file(), 'Bearer ' + localStorage.getItem('token')),
  percents,
}
document.querySelector('main').innerHTML = '<input type="file">'`

describe('the samples of docs/migration for web pages', () => {
  let site: SampleSite
  let keys: object
  beforeAll(async () => {
    site = await openSampleSite({
      async script(stack, origin) {
        const { cloud } = stack
        keys = { region: `oss-${cloud.region}`, bucket: cloud.bucket, ...cloud.root }
        const named = ['sts-web-page', 'sts-multipart', 'presigned-urls'].flatMap((name) =>
          samplesOf(name, stack, origin),
        )
        return bundleSamples(PROGRAM, { ...Object.fromEntries(named), 'ali-oss': localOss(stack) })
      },
      // What the tutorials' servers answer, with the keys of the local account.
      answer: (_, response) => {
        response.setHeader('content-type', 'application/json')
        response.end(JSON.stringify({ code: 200, data: keys }))
      },
      wiring: { optionalEndpoints: ['presign'] },
    })
    await site.page.setInputFiles('input', PHOTO)
  })
  afterAll(() => site?.close())

  it.each(['stsBefore', 'stsAfter', 'multipartBefore', 'multipartAfter', 'presigned'])(
    'give a URL of the photo: %s',
    async (name) => {
      const url = await site.page.evaluate<string>(`samples.${name}()`)
      const stored = await fetch(url)
      expect([stored.status, Buffer.from(await stored.arrayBuffer()).equals(readFileSync(PHOTO))]).toEqual([200, true])
    },
  )

  it('show the progress before and after', async () => {
    const percents = await site.page.evaluate<number[]>('samples.percents')
    expect(percents.filter((percent) => percent === 100).length).toBeGreaterThanOrEqual(2)
  })
})

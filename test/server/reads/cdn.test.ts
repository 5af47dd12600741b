import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import sharp from 'sharp'
import { type LocalCloud, startLocalCloud } from '../../../dev/local-cloud'
import type { FileUrl, StoredFile } from '../../../miniprogram/uploader/contract'
import { CDN_AUTH_TYPES } from '../../../server/config/cdn-config'
import { fixedCredentials } from '../../../server/credentials/credentials'
import { type App, createApp, createFiles, defineRoutes, route, type Settings } from '../../../server/index'
import { privateUrl } from '../../../server/oss/signing/private-url'
import { codeBlocks } from '../../docs/markdown'
import { LOCALES, pageText } from '../../docs/page-texts'
import { formIn } from '../../form-in'
import { identityOf } from '../fixture'
import { type CdnSettings, startCdn } from './cdn-server'

const PRIMARY = 'primaryKey123456'
const BACKUP = 'backupKey1234567890'
const HOST_KEY = '0123456789abcdef0123456789abcdef'
const JPEG = { accept: ['image/jpeg'], maxSize: '5MB', styles: { small: 'image/resize,w_50' } } as const

const routes = defineRoutes({
  photo: route({ ...JPEG, thumbnail: 'small' }),
  poster: route({ ...JPEG, visibility: 'public' }),
})

/** The rule for the CDN, as a reader of the documents copies it. */
function ruleIn(page: string): NonNullable<CdnSettings['rewrite']> {
  const { text = '' } = codeBlocks(page).find(({ text }) => text.includes('/x-oss-process/')) ?? {}
  const [, from = '', to = ''] = /^\S+ +(\^\S+)\n\S+ +(\S+)\n/m.exec(text) ?? []
  return { from: new RegExp(from), to }
}

const closing: (() => Promise<unknown>)[] = []
let cloud: LocalCloud
let photo: Buffer

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cdn-'))
  cloud = await startLocalCloud({ folder, bucket: 'local-bucket', region: 'cn-hangzhou' })
  photo = await readFile('dev/samples/photo.jpg')
  closing.push(() => rm(folder, { recursive: true }), cloud.close)
})

afterAll(async () => {
  for (const close of closing.reverse()) await close()
})

/** A CDN before the local OSS, which reads the private bucket with a key of its own. */
async function backendWithCdn(type: CdnSettings['type'], key = PRIMARY, isTtlSame = true) {
  const place = { bucket: cloud.bucket, region: cloud.region, domain: cloud.ossUrl }
  const { expiresAt, ...keys } = await fixedCredentials(cloud.root)('read')
  const cdn = await startCdn(
    {
      type,
      primaryKey: PRIMARY,
      backupKey: BACKUP,
      ttlSeconds: isTtlSame ? 1800 : -1800,
      now: () => Date.now() / 1000,
      rewrite: ruleIn(pageText('reading', 'en')),
    },
    (target) => {
      const { pathname, searchParams } = new URL(target, cloud.ossUrl)
      const wanted = { ...place, key: decodeURIComponent(pathname.slice(1)) }
      return fetch(privateUrl(wanted, Object.fromEntries(searchParams), { ...keys, expiresAt }, Date.now()).url)
    },
  )
  closing.push(cdn.close)
  const settings: Settings = {
    port: 0,
    oss: { ...place, endpoint: cloud.ossUrl, prefix: 'uploads' },
    cdn: { domain: cdn.url, type, key, lifeSeconds: 1800 },
    source: cloud.root,
    secrets: { session: ['session-secret-session-secret-session'], key: 'key-secret-key-secret-key-secret-key' },
    hostKeys: [{ name: 'shop', key: HOST_KEY, scopes: ['urls'] }],
  }
  const lines: string[] = []
  const log = pino({}, { write: (line: string) => void lines.push(line) })
  const app = createApp(settings, { routes, identity: identityOf(Date.now), log })
  return { app, files: createFiles(settings, { routes }), cdnUrl: cdn.url, lines }
}

async function post<Body>(app: App, path: string, body: object, token = ''): Promise<Body> {
  const headers = { authorization: `Bearer ${token}` }
  const request = new Request(`http://localhost${path}`, { method: 'POST', body: JSON.stringify(body), headers })
  return (await app.fetch(request)).json() as Promise<Body>
}

async function upload(app: App, routeName: string): Promise<{ file: StoredFile; token: string }> {
  const { token } = await post<{ token: string }>(app, '/v1/session', { code: 'ann' })
  const files = [{ name: 'photo.jpg', size: photo.length, type: 'image/jpeg' }]
  const body = await post<Parameters<typeof formIn>[0]>(app, '/v1/uploads', { route: routeName, files }, token)
  const ticket = formIn(body)
  const form = new FormData()
  for (const [name, value] of Object.entries(ticket.fields)) form.append(name, value)
  form.append('file', new Blob([photo]))
  expect((await fetch(ticket.url, { method: 'POST', body: form })).ok).toBe(true)
  const { file } = await post<{ file: StoredFile }>(app, '/v1/uploads/complete', { upload: ticket.upload }, token)
  return { file, token }
}

const bytesOf = async (url: string): Promise<Buffer> => {
  const response = await fetch(url)
  expect(response.status).toBe(200)
  return Buffer.from(await response.arrayBuffer())
}

const widthOf = async (url: string) => (await sharp(await bytesOf(url)).metadata()).width

describe.each(CDN_AUTH_TYPES)('a CDN with signatures of type %s', (type) => {
  it('serves the file and its thumbnail by the URLs of an upload, of the user’s and of the host’s calls', async () => {
    const { app, files, cdnUrl, lines } = await backendWithCdn(type)
    const { file, token } = await upload(app, 'photo')
    expect(file.url.startsWith(`${cdnUrl}/`)).toBe(true)
    expect(file.urlExpiresIn).toBeGreaterThan(1400)
    expect((await bytesOf(file.url)).equals(photo)).toBe(true)
    expect(await widthOf(file.thumbnailUrl ?? '')).toBe(50)

    const wish = { keys: [file.key], style: 'small' }
    const own = await post<{ urls: FileUrl[] }>(app, '/v1/urls', wish, token)
    const host = await post<{ urls: FileUrl[] }>(app, '/v1/host/urls', wish, HOST_KEY)
    for (const { url } of [own.urls[0], host.urls[0], await files.url(file.key, { style: 'small' })] as FileUrl[]) {
      expect(url.startsWith(`${cdnUrl}/`)).toBe(true)
      expect(await widthOf(url)).toBe(50)
    }
    expect(lines.join('')).not.toContain(PRIMARY)
  })

  it('refuses the URL of a file for another file, and one that has ended', async () => {
    const { app } = await backendWithCdn(type)
    const [one, other] = [(await upload(app, 'photo')).file, (await upload(app, 'photo')).file]
    expect((await fetch(one.url.replace(one.key, other.key))).status).toBe(403)
    const late = await backendWithCdn(type, PRIMARY, false)
    expect((await fetch((await late.files.url(one.key)).url)).status).toBe(403)
  })

  it('leaves the name of a download and public files to OSS', async () => {
    const { app, files } = await backendWithCdn(type)
    const { file } = await upload(app, 'photo')
    const { url } = await files.url(file.key, { downloadAs: '照片.jpg' })
    expect(url.startsWith(`${cloud.ossUrl}/`)).toBe(true)
    expect((await fetch(url)).headers.get('content-disposition')).toMatch(/^attachment/)
    const { file: poster } = await upload(app, 'poster')
    expect(poster.url).toBe(`${cloud.ossUrl}/${poster.key}`)
    expect(poster.urlExpiresIn).toBeUndefined()
  })
})

describe('the key of a CDN', () => {
  it('can be changed while both keys are accepted', async () => {
    const { app } = await backendWithCdn('A', PRIMARY)
    const { file } = await upload(app, 'photo')
    const rotated = await backendWithCdn('A', BACKUP)
    expect((await fetch((await rotated.files.url(file.key)).url)).status).toBe(200)
    const wrong = await backendWithCdn('A', 'neitherOfBothKeys')
    expect((await fetch((await wrong.files.url(file.key)).url)).status).toBe(403)
  })
})

describe('the rule for the CDN', () => {
  it.each(LOCALES)('is in the documents (%s)', (locale) => {
    expect(ruleIn(pageText('reading', locale))).toEqual(ruleIn(pageText('reading', 'en')))
    expect(
      '/a/b.jpg/x-oss-process/image/resize,w_50'.replace(
        ruleIn(pageText('reading', locale)).from,
        ruleIn(pageText('reading', locale)).to,
      ),
    ).toBe('/a/b.jpg?x-oss-process=image/resize,w_50')
  })
})

import type { FileUrl } from '../../../miniprogram/uploader/contract'
import { createFiles } from '../../../server/index'
import {
  asAnn,
  domainOf,
  FIRST,
  finalKeys,
  JPEG,
  KEY,
  PLACES,
  PUBLIC,
  post,
  read,
  routes,
  settingsFor,
  startForTests,
  uploadForm,
} from './rig'

startForTests()

describe('calls about files of both buckets', () => {
  it('find each file in its bucket', async () => {
    const files = [await uploadForm('avatar'), await uploadForm('photo'), await uploadForm('avatar')]
    const keys = files.map(({ key }) => key)
    const domains = [PUBLIC, FIRST, PUBLIC].map(domainOf)
    const users = await asAnn<{ urls: FileUrl[] }>('/v1/urls', { keys })
    const host = await post<{ urls: FileUrl[] }>('/v1/host/urls', { keys }, KEY)
    for (const { urls } of [users, host]) {
      expect(urls.map(({ url }) => new URL(url).origin)).toEqual(domains)
      for (const { url } of urls) expect(await read(url)).toEqual([200, JPEG])
    }
    const missing = keys.map((key) => key.replace(/[0-9a-f]{32}/, '0'.repeat(32)))
    const head = await post<{ files: object[] }>('/v1/host/head', { keys: [...keys, ...missing] }, KEY)
    expect(head.files).toMatchObject([
      ...keys.map((key, index) => ({ exists: true, key, route: index === 1 ? 'photo' : 'avatar', size: JPEG.length })),
      ...missing.map((key) => ({ exists: false, key })),
    ])
  })

  it('give public files a URL without a signature, and private ones none that works without it', async () => {
    const [open, closed] = [await uploadForm('avatar'), await uploadForm('photo')]
    expect(new URL(open.url).search).toBe('')
    expect((await read(closed.url.replace(/\?.*/, '')))[0]).toBe(403)
  })

  it('tell an app’s own readUrl the bucket', async () => {
    const files = createFiles(settingsFor(), {
      routes,
      readUrl: ({ key, bucket }) => ({ url: `https://${bucket}.cdn.example.com/${key}` }),
    })
    const urls = await files.urls([`${PLACES[0][2]}${'a'.repeat(24)}/${'b'.repeat(32)}.jpg`])
    expect(urls).toEqual([{ url: expect.stringContaining(`https://${FIRST}.cdn.example.com/`) }])
    const one = await files.url(`${PLACES[1][2]}${'a'.repeat(24)}/${'b'.repeat(32)}.jpg`)
    expect(one.url).toContain(`https://${PUBLIC}.cdn.example.com/`)
  })
})

describe('createFiles with two buckets', () => {
  it('puts, finds and copies files across them', async () => {
    const files = createFiles(settingsFor(), { routes })
    const own = await files.put({ route: 'photo' }, JPEG, { type: 'image/jpeg', metadata: { album: '旅行' } })
    const face = await files.put({ route: 'avatar' }, JPEG, { type: 'image/jpeg' })
    expect([finalKeys(FIRST).includes(own.key), finalKeys(PUBLIC).includes(face.key)]).toEqual([true, true])
    const published = await files.copy(own.key, { route: 'avatar' })
    expect(await read(published.url)).toEqual([200, JPEG])
    expect(await files.head(published.key)).toMatchObject({ route: 'avatar', metadata: { album: '旅行' } })
    const back = await files.copy(face.key, { route: 'photo' })
    expect(finalKeys(FIRST)).toContain(back.key)
    await expect(files.put({ route: 'avatar', name: 'x' }, JPEG, { type: 'image/jpeg' })).resolves.toBeDefined()
    await expect(files.put({ route: 'avatar', name: 'x' }, JPEG, { type: 'image/jpeg' })).rejects.toMatchObject({
      code: 'already-exists',
    })
  })

  it('refuses a copy into another region, and says what works', async () => {
    const { buckets } = settingsFor()
    const far = { public: { ...(buckets?.public ?? settingsFor().oss), region: 'cn-beijing' } }
    const files = createFiles(settingsFor({ buckets: far }), { routes })
    const own = await files.put({ route: 'photo' }, JPEG, { type: 'image/jpeg' })
    await expect(files.copy(own.key, { route: 'avatar' })).rejects.toMatchObject({
      code: 'bad-request',
      params: { issues: expect.stringMatching(/cn-hangzhou.*cn-beijing.*put the bytes/) },
    })
  })
})

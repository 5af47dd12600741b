/** The app's own files, over sockets, against the local OSS and STS. */
import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { type LocalCloud, startLocalCloud } from '../../../dev/local-cloud'
import { createCrc64 } from '../../../dev/local-cloud/store/crc64'
import { userHash } from '../../../server/identity/user-hash'
import { createFiles, defineRoutes, type Files, route, type Settings } from '../../../server/index'
import { config } from '../fixture'

const accept = ['image/*']
const routes = defineRoutes({
  qr: route({ accept, maxSize: '1KB', visibility: 'public', cacheControl: 'max-age=60' }),
  export: route({ accept, maxSize: '1KB', styles: { small: 'image/resize,w_20' } }),
  empty: route({ accept, maxSize: '1KB', minSize: '0KB' }),
})

let folder: string
let cloud: LocalCloud
let files: Files

const settingsFor = (change: Partial<Settings['oss']> = {}): Settings => ({
  port: 0,
  oss: {
    bucket: cloud.bucket,
    region: cloud.region,
    endpoint: cloud.ossUrl,
    domain: cloud.ossUrl,
    prefix: 'uploads',
    ...change,
  },
  sts: { roleArn: cloud.account.roleArn, endpoint: cloud.stsUrl },
  source: cloud.account,
  secrets: config.secrets,
  logLevel: 'silent',
})

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'server-files-'))
  cloud = await startLocalCloud({ folder, bucket: 'examplebucket' })
  files = createFiles(settingsFor(), { routes })
})
afterEach(() => cloud.faults.clear())
afterAll(async () => {
  await cloud.close()
  await rm(folder, { recursive: true })
})

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==',
  'base64',
)
const png = { type: 'image/png' }
const text = { type: 'text/plain' }
const ann = { kind: 'test', issuer: 'test', id: 'ann' }
const object = (key: string) => cloud.inspect.objects(cloud.bucket)?.find((one) => one.key === key)
const count = (): number => cloud.inspect.objects(cloud.bucket)?.length ?? 0

const MB = 1024 ** 2

/** Lines of text, made when they are read. `made` counts their bytes. */
function lines(total: number): { body: Readable; made: () => number; crc64: () => string } {
  const crc = createCrc64()
  let made = 0
  function* generate(): Generator<Buffer> {
    for (let line = 0; made < total; line += 1) {
      const bytes = Buffer.alloc(64 * 1024, `${line},\n`)
      made += bytes.length
      crc.update(bytes)
      yield bytes
    }
  }
  return { body: Readable.from(generate(), { objectMode: false }), made: () => made, crc64: () => crc.decimal() }
}

describe('put', () => {
  it('stores bytes under the rules of uploads, and describes the file as the client would learn it', async () => {
    const metadata = { product: '42 号' }
    const file = await files.put({ route: 'qr' }, PNG, { ...png, filename: '二维码.png', metadata })
    expect(file).toMatchObject({ size: PNG.length, type: 'image/png', width: 3, height: 2, name: '二维码.png' })
    expect(file.key).toMatch(/^uploads\/qr\/[0-9a-f]{24}\/[0-9a-f]{32}\.png$/)
    const response = await fetch(file.url)
    expect(Buffer.from(await response.arrayBuffer())).toEqual(PNG)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': "inline; filename*=UTF-8''%E4%BA%8C%E7%BB%B4%E7%A0%81.png",
      'cache-control': 'max-age=60',
    })
    const { width, height, crc64 } = file
    const known = { size: PNG.length, type: 'image/png', width, height, crc64, metadata }
    expect(await files.head(file.key)).toMatchObject({ key: file.key, route: 'qr', ...known })
  })

  it('is private unless the route is public, and signs the URL', async () => {
    const file = await files.put({ route: 'export', user: ann }, Buffer.from('a,b\n'), { type: 'text/csv' })
    expect((await fetch(file.url.split('?')[0] ?? '')).status).toBe(403)
    const { url, expiresIn } = await files.url(file.key, { downloadAs: '报表.csv' })
    expect(await (await fetch(url)).text()).toBe('a,b\n')
    expect(expiresIn).toBeGreaterThan(0)
  })

  it('gives the file to a user, by the same hash as an upload', async () => {
    const owner = userHash(ann, config.secrets.key)
    const { key } = await files.put({ route: 'export', user: ann }, PNG, png)
    expect(key.split('/')[2]).toBe(owner)
    expect(await files.head(key)).toMatchObject({ owner })
    const numeric = { ...ann, id: 42 as unknown as string }
    const same = userHash({ ...ann, id: '42' }, config.secrets.key)
    expect((await files.put({ route: 'export', user: numeric }, PNG, png)).key.split('/')[2]).toBe(same)
  })

  it('leads the same name to the same key, each user and route to another, and a new secret to a new one', async () => {
    const target = { route: 'qr', name: 'product-42' }
    const { key } = await files.put(target, PNG, png)
    await expect(files.put(target, PNG, png)).rejects.toMatchObject({ code: 'already-exists' })
    const other = createFiles({ ...settingsFor(), secrets: { ...config.secrets, key: 'x'.repeat(32) } }, { routes })
    const puts = [
      files.put({ ...target, route: 'export' }, PNG, png),
      files.put({ ...target, user: ann }, PNG, png),
      files.put({ ...target, name: 'product-43' }, PNG, png),
      files.put({ ...target, name: '' }, PNG, png),
      other.put(target, PNG, png),
    ]
    const keys = (await Promise.all(puts)).map((file) => file.key.split('/').at(-1))
    expect(new Set([key.split('/').at(-1), ...keys]).size).toBe(6)
  })

  it('replaces a file only on demand, also by its key', async () => {
    const { key } = await files.put({ route: 'export' }, Buffer.from('old'), text)
    await expect(files.put(key, Buffer.from('new'), text)).rejects.toMatchObject({ code: 'already-exists' })
    expect(await (await fetch((await files.url(key)).url)).text()).toBe('old')
    await files.put(key, Buffer.from('new'), { ...text, overwrite: true })
    expect(await (await fetch((await files.url(key)).url)).text()).toBe('new')
  })

  it('keeps the first of two calls at once', async () => {
    const target = { route: 'export', name: 'race' }
    const outcomes = await Promise.allSettled([
      files.put(target, Buffer.from('one'), text),
      files.put(target, Buffer.from('two'), text),
    ])
    const refused = outcomes.find((outcome) => outcome.status === 'rejected')
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(refused?.reason).toMatchObject({ code: 'already-exists' })
  })

  it('makes browsers save a page, names the charset of a text, and refuses what is no picture', async () => {
    const page = await files.put({ route: 'qr' }, Buffer.from('<!doctype html><p>'), { type: 'text/html' })
    expect((await fetch(page.url)).headers.get('content-disposition')).toBe('attachment')
    const csv = await files.put({ route: 'qr' }, Buffer.from('名称\n'), { type: 'text/csv' })
    expect((await fetch(csv.url)).headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(csv.type).toBe('text/csv')
    const before = count()
    const put = files.put({ route: 'qr' }, Buffer.from('<!doctype html><script>'), png)
    await expect(put).rejects.toMatchObject({ code: 'content-refused', params: { type: 'text/html' } })
    expect(count()).toBe(before)
  })

  it.each([
    ['a foreign prefix', `elsewhere/qr/${'0'.repeat(24)}/${'0'.repeat(32)}.png`, 'bad-request'],
    ['a pending key', `uploads/pending/qr/${'0'.repeat(24)}/${'0'.repeat(32)}.png`, 'bad-request'],
    ['a key in a user’s own folder', `uploads/sts/${'0'.repeat(24)}/a.png`, 'bad-request'],
    ['a key of another type', `uploads/qr/${'0'.repeat(24)}/${'0'.repeat(32)}.jpg`, 'bad-request'],
    ['a key that leads upwards', 'uploads/qr/../x.png', 'bad-request'],
    ['an unknown route', { route: 'none' }, 'unknown-route'],
    ['a name of the prototype as route', { route: 'constructor' }, 'unknown-route'],
    ['a user without an id', { route: 'qr', user: { ...ann, id: '' } }, 'bad-request'],
  ])('refuses %s, and closes the stream', async (_, target, code) => {
    const body = Readable.from([PNG])
    await expect(files.put(target, body, png)).rejects.toMatchObject({ code })
    expect(body.destroyed).toBe(true)
  })

  it('refuses a type that no file can have, and no bytes where the route wants some', async () => {
    const unknown = files.put({ route: 'qr' }, PNG, { type: 'image/none' })
    await expect(unknown).rejects.toMatchObject({ code: 'type-not-accepted' })
    const empty = files.put({ route: 'qr' }, Readable.from([]), text)
    await expect(empty).rejects.toMatchObject({ code: 'file-empty' })
    expect(await files.put({ route: 'empty' }, Buffer.alloc(0), text)).toMatchObject({ size: 0, crc64: '0' })
  })

  it.each([
    ['text', 'bytes', /expected bytes or a stream, got string/],
    ['a stream of objects', Readable.from([{ a: 1 }]), /expected a stream of bytes, got one of object/],
  ])('refuses %s as a body', async (_, body, message) => {
    await expect(files.put({ route: 'qr' }, body as Readable, text)).rejects.toThrow(message)
  })

  it('reports a wrong access key as the operator’s fault', async () => {
    const { sts: _, ...rest } = settingsFor()
    const wrong = createFiles({ ...rest, source: { accessKeyId: 'nobody', accessKeySecret: 'secret' } }, { routes })
    await expect(wrong.put({ route: 'qr' }, PNG, png)).rejects.toMatchObject({ code: 'server-misconfigured' })
    await expect(wrong.head(`uploads/qr/${'0'.repeat(24)}/${'0'.repeat(32)}.png`)).rejects.toMatchObject({
      code: 'server-misconfigured',
    })
  })
})

describe('put of a stream', () => {
  it('stores 20 MB with the right CRC-64, and the size that nobody told it', async () => {
    const { body, made, crc64 } = lines(20 * MB)
    const file = await files.put({ route: 'export' }, body, text)
    expect(file).toMatchObject({ size: made(), crc64: crc64() })
    expect(object(file.key)).toMatchObject({ size: 20 * MB })
  })

  it('takes a web stream, and texts', async () => {
    const web = new Response('名称\n').body
    if (!web) throw new Error('expected a body')
    expect(await files.put({ route: 'export' }, web, text)).toMatchObject({ size: 7 })
    expect(await files.put({ route: 'export' }, Readable.from(['名', '称']), text)).toMatchObject({ size: 6 })
  })

  it('reads no faster than OSS takes it', async () => {
    cloud.faults.inject('PutObject', { kind: 'stall-after', bytes: MB })
    const { body, made } = lines(1024 * MB)
    const abort = new AbortController()
    const put = files.put({ route: 'export' }, body, { ...text, signal: abort.signal })
    const outcome = put.catch((error: unknown) => error)
    // It comes to rest when the sockets between the two are full.
    for (let before = -1; before !== made() || made() < MB; ) {
      before = made()
      await new Promise((resolve) => setTimeout(resolve, 300))
    }
    expect(made()).toBeLessThan(64 * MB)
    abort.abort(new Error('enough'))
    expect(await outcome).toMatchObject({ message: 'enough' })
  })

  /** Stays open after its second piece. */
  const unending = (): PassThrough => {
    const stream = new PassThrough()
    stream.write(Buffer.alloc(2 * MB, 'a'))
    stream.write(Buffer.alloc(MB, 'a'))
    return stream
  }

  /** The first piece is read before the request to OSS begins, the second for its body. */
  async function begun(body: PassThrough): Promise<void> {
    while (body.readableLength + body.writableLength > 0) await new Promise((resolve) => setTimeout(resolve, 5))
  }

  it.each([
    ['fails', (stream: Readable) => stream.destroy(new Error('disk is gone')), /disk is gone/],
    ['is closed before its end', (stream: Readable) => stream.destroy(), /Premature close/],
  ])('stores nothing if the stream %s', async (_, fail, message) => {
    const before = count()
    const body = unending()
    const put = files.put({ route: 'export' }, body, text)
    const outcome = put.catch((error: unknown) => error)
    await begun(body)
    fail(body)
    expect(String(await outcome)).toMatch(message)
    expect(count()).toBe(before)
  })

  it('rejects with the error of a file that cannot be opened, and the process lives on', async () => {
    const put = files.put({ route: 'export' }, createReadStream(join(folder, 'none.csv')), text)
    await expect(put).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('is cancelled by its signal, before it begins and on its way', async () => {
    const before = count()
    const early = files.put({ route: 'export' }, unending(), { ...text, signal: AbortSignal.abort(new Error('early')) })
    await expect(early).rejects.toThrow('early')
    const abort = new AbortController()
    const body = unending()
    const late = files.put({ route: 'export' }, body, { ...text, signal: abort.signal })
    const outcome = late.catch((error: unknown) => error)
    await begun(body)
    abort.abort(new Error('late'))
    expect(await outcome).toMatchObject({ message: 'late' })
    expect([body.destroyed, count()]).toEqual([true, before])
  })

  it.each([
    ['breaks the connection', { kind: 'reset-after', bytes: MB } as const],
    ['is overloaded', { kind: 'answer', status: 503, code: 'ServiceUnavailable' } as const],
  ])('rejects with a temporary fault if OSS %s', async (_, fault) => {
    cloud.faults.inject('PutObject', fault)
    const { body } = lines(4 * MB)
    const put = files.put({ route: 'export' }, body, text)
    await expect(put).rejects.toMatchObject({ code: 'cloud-unavailable' })
    expect(body.destroyed).toBe(true)
  })

  it('finds the file if only the answer of OSS was lost, and asks again if it may replace one', async () => {
    cloud.faults.inject('PutObject', { kind: 'lose-answer' }, 2)
    const { body, crc64 } = lines(4 * MB)
    const target = { route: 'export', name: 'lost' }
    expect(await files.put(target, body, text)).toMatchObject({ size: 4 * MB, crc64: crc64() })
    const again = files.put(target, Buffer.from('new'), { ...text, overwrite: true })
    await expect(again).rejects.toMatchObject({ code: 'cloud-unavailable' })
  })

  it('removes an object whose bytes were changed on their way', async () => {
    const proxy = createServer((incoming, outgoing) => {
      const { method, url, headers } = incoming
      const sent = request(new URL(url ?? '', cloud.ossUrl), { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 0, answer.headers)
        answer.pipe(outgoing)
      })
      incoming.on('data', (chunk: Buffer) => sent.write(method === 'PUT' ? Buffer.from(chunk).fill('b', 0, 1) : chunk))
      incoming.on('end', () => sent.end())
    })
    await new Promise<void>((ready) => proxy.listen(0, ready))
    const endpoint = `http://localhost:${(proxy.address() as AddressInfo).port}`
    const before = count()
    try {
      const behind = createFiles(settingsFor({ endpoint }), { routes })
      const put = behind.put({ route: 'export' }, Buffer.from('aaaa'), text)
      await expect(put).rejects.toMatchObject({ code: 'stored-differs' })
      expect(count()).toBe(before)
    } finally {
      proxy.closeAllConnections()
      await new Promise((closed) => proxy.close(closed))
    }
  })
})

describe('copy', () => {
  it('makes a copy with the visibility of its own route and the metadata of the original', async () => {
    const metadata = { product: '42 号' }
    const original = await files.put({ route: 'export', user: ann }, PNG, { ...png, metadata })
    const copy = await files.copy(original.key, { route: 'qr', name: 'published' }, { filename: 'a.png' })
    expect(copy).toMatchObject({ size: PNG.length, type: 'image/png', width: 3, height: 2, crc64: original.crc64 })
    expect(copy.urlExpiresIn).toBeUndefined()
    const response = await fetch(copy.url)
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'max-age=60'])
    expect(await files.head(copy.key)).toMatchObject({ metadata, width: 3 })
    await expect(files.copy(original.key, copy.key)).rejects.toMatchObject({ code: 'already-exists' })
  })

  it.each([
    ['that does not exist', `uploads/export/${'0'.repeat(24)}/${'0'.repeat(32)}.png`, 'not-stored'],
    ['that a user’s own credentials put', `uploads/sts/${'0'.repeat(24)}/a.png`, 'bad-request'],
    ['that is pending', `uploads/pending/export/${'0'.repeat(24)}/${'0'.repeat(32)}.png`, 'bad-request'],
    ['outside of this backend', 'other/a.png', 'bad-request'],
  ])('refuses a file %s', async (_, from, code) => {
    await expect(files.copy(from, { route: 'qr' })).rejects.toMatchObject({ code })
  })

  it('refuses a target of another type', async () => {
    const { key } = await files.put({ route: 'export' }, PNG, png)
    await expect(files.copy(key, key.replace(/png$/, 'jpg'))).rejects.toMatchObject({ code: 'bad-request' })
  })
})

describe('url, urls and head', () => {
  it('answer 1,000 keys in order, and refuse those that are not of this backend', async () => {
    const { key } = await files.put({ route: 'export' }, PNG, png)
    const keys = Array.from({ length: 1000 }, (_, index) => (index % 2 ? key : `other/${index}.png`))
    const urls = await files.urls(keys, { style: 'small' })
    expect(urls.map((one) => ('url' in one ? 'url' : one.code))).toEqual(
      keys.map((one) => (one === key ? 'url' : 'bad-request')),
    )
    await expect(files.url('other/a.png')).rejects.toMatchObject({ code: 'bad-request' })
    await expect(files.url(key, { style: 'none' })).rejects.toMatchObject({ code: 'bad-request' })
  })

  it('know no file that does not exist', async () => {
    expect(await files.head(`uploads/qr/${'0'.repeat(24)}/${'0'.repeat(32)}.png`)).toBeUndefined()
  })
})

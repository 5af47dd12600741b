import { request } from 'node:http'
import type { Credentials } from '../../../dev/local-cloud/auth/key-ring'
import { type Client, ossClient, SETUPS } from '../rig/ali-oss-clients'
import { BUCKET } from '../rig/in-process'
import { assumeRole, type Running, startTestCloud } from '../rig/test-cloud'

let running: Running
let session: Credentials
let client: Client
beforeAll(async () => {
  running = await startTestCloud({ otherBuckets: ['second-bucket'], link: { bandwidth: 2_500_000, latencyMs: 20 } })
  session = await assumeRole(running.cloud, { roleSessionName: 'somebody' })
  client = ossClient(running.cloud, session, SETUPS[0])
})
afterAll(() => running.close())

/** The page's markup. */
async function page(query = '?lang=en', headers: Record<string, string> = {}): Promise<string> {
  const response = await fetch(`${running.cloud.adminUrl}${query}`, { headers })
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  return response.text()
}

/** The text of one section, without tags. */
const section = (markup: string, name: string): string =>
  (new RegExp(`<section[^>]*"${name}">(.*?)</section>`, 's').exec(markup)?.[1] ?? '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')

describe('The admin page', () => {
  it('says in both languages that there is nothing yet', async () => {
    const empty = await startTestCloud()
    const text = async (lang: string) => (await fetch(`${empty.cloud.adminUrl}?lang=${lang}`)).text()
    const [zh, en] = [await text('zh'), await text('en')]
    for (const words of ['还没有文件', '没有进行中的分片上传', '还没有签发过临时凭证', '还没有请求'])
      expect(zh).toContain(words)
    for (const words of ['No objects yet', 'No multipart upload', 'No credentials have been', 'No requests yet']) {
      expect(en).toContain(words)
    }
    await empty.close()
  })

  it('lists buckets with their totals, and the objects of the chosen bucket', async () => {
    await client.put('a/照片 1.jpg', Buffer.alloc(2048, 'x'), { mime: 'image/jpeg', meta: { owner: 'me' } })
    await ossClient(running.cloud, session, SETUPS[2], 'second-bucket').put('elsewhere.txt', Buffer.from('x'))
    const first = await page()
    expect(section(first, 'buckets')).toMatch(
      new RegExp(`${BUCKET} default private 1 2 KB 0 1 0 .*second-bucket private 1 1 B`),
    )
    expect(section(first, 'objects')).toMatch(/照片 1\.jpg a\/ 2 KB/)
    expect(section(first, 'objects')).toContain('owner: me')
    expect(section(first, 'objects')).not.toContain('elsewhere.txt')
    const second = await page('?lang=en&bucket=second-bucket')
    expect(section(second, 'objects')).toContain('elsewhere.txt')
    expect(section(second, 'objects')).not.toContain('照片 1.jpg')
  })

  it('finds objects by a part of their keys', async () => {
    await client.put('b/other.txt', Buffer.from('x'))
    expect(section(await page(`?lang=en&find=${encodeURIComponent('照片')}`), 'objects')).not.toContain('other.txt')
    expect(section(await page('?lang=en&find=other'), 'objects')).toContain('other.txt')
    expect(section(await page('?lang=en&find=nowhere'), 'objects')).toContain('No matching objects.')
  })

  it('shows the sixty newest of many', async () => {
    const bucket = 'second-bucket'
    const own = ossClient(running.cloud, session, SETUPS[2], bucket)
    for (let index = 0; index < 65; index += 1) await own.put(`many/${index}`, Buffer.from('x'))
    const text = section(await page(`?lang=en&bucket=${bucket}`), 'objects')
    expect(text).toContain('newest 60 of 66')
    expect(text.match(/many\//g)?.length).toBeGreaterThan(60)
    expect(text).not.toContain('elsewhere.txt')
  })

  it('lists multipart uploads with their parts', async () => {
    const { uploadId } = await client.initMultipartUpload('big/video.mp4')
    await client.uploadPart('big/video.mp4', uploadId, 1, Buffer.alloc(102_400), 0, 102_400)
    const text = section(await page(), 'uploads')
    expect(text).toMatch(/video\.mp4 big\/ 1 part · 100 KB/)
    expect(text).toContain(uploadId)
  })

  it('lists credentials with their session policy and state', async () => {
    const policy = { Version: '1', Statement: [{ Effect: 'Allow', Action: 'oss:PutObject', Resource: '*' }] }
    const narrow = await assumeRole(running.cloud, { roleSessionName: 'narrow', policy: JSON.stringify(policy) })
    expect(section(await page(), 'credentials')).toMatch(
      /narrow STS\.\w+ active .*oss:PutObject.*somebody STS\.\w+ active/,
    )
    running.cloud.revokeToken(narrow.securityToken)
    expect(section(await page(), 'credentials')).toMatch(/narrow STS\.\w+ revoked/)
    running.cloud.faults.clockShift = 2 * 3_600_000
    expect(section(await page(), 'credentials')).toMatch(/somebody STS\.\w+ expired/)
    expect(await page()).toContain('7200 s ahead')
    running.cloud.faults.clockShift = 0
  })

  it('shows each request with its verdict and the rule that decided, in both languages', async () => {
    running.cloud.journal.clear()
    await client.put('c', Buffer.from('x'))
    await client.get('missing').catch(() => undefined)
    await fetch(`${running.cloud.ossUrl}/c`)
    const origin = { origin: 'https://a.example', 'access-control-request-method': 'PUT' }
    await fetch(`${running.cloud.ossUrl}/c`, { method: 'OPTIONS', headers: origin })
    running.cloud.faults.inject('PutObject', { kind: 'lose-answer' })
    await client.put('d', Buffer.from('x')).catch(() => undefined)
    running.cloud.faults.inject('PutObject', { kind: 'answer', status: 503, code: 'ServiceUnavailable' })
    await client.put('e', Buffer.from('x')).catch(() => undefined)
    const en = section(await page(), 'requests')
    const lines = [
      /failed PutObject e 503 ServiceUnavailable fault: answer/,
      /cut PutObject d — fault: lose-answer/,
      /allowed Options c 200 CORS rule 1/,
      /refused GetObject c 403 AccessDenied oss:GetObject: no ACL allows it/,
      /refused GetObject missing 404 NoSuchKey The specified key does not exist\./,
      /allowed PutObject c 200 role policy, statement 1: Allow/,
    ]
    for (const line of lines) expect(en).toMatch(line)
    const places = lines.map((line) => en.search(line))
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(section(await page('?lang=zh'), 'requests')).toMatch(/放行 PutObject c 200 角色策略第 1 条允许/)
  })

  it('keeps the last two hundred requests', async () => {
    for (let index = 0; index < 205; index += 1) await fetch(`${running.cloud.ossUrl}/r${index}`)
    const text = section(await page(), 'requests')
    expect(text.match(/refused/g)?.length).toBe(200)
    expect([text.includes(' r4 '), text.includes(' r5 '), text.includes(' r204 ')]).toEqual([false, true, true])
  })

  it('shows no secret and no token', async () => {
    const { account, root, stranger } = running.cloud
    const markup = await page()
    const secrets = [account, root, stranger, session].map((key) => key.accessKeySecret)
    for (const secret of [...secrets, session.securityToken]) expect(markup).not.toContain(secret)
    expect(markup).toContain(session.accessKeyId)
  })

  it('hides the query of a callback URL', async () => {
    const callback = { url: 'http://localhost:1/callback?token=sesame', body: 'a=1' }
    await client.put('called', Buffer.from('x'), { callback }).catch(() => undefined)
    const markup = await page()
    expect(section(markup, 'requests')).toContain('http://localhost:1/callback?…')
    expect(markup.includes('sesame')).toBe(false)
  })

  it('escapes keys', async () => {
    await client.put('<script>alert(1)</script>"\'&.html', Buffer.from('x'), { mime: '<b>"' })
    const markup = await page()
    expect(markup).toContain('&lt;script&gt;alert(1)&lt;/')
    expect(markup).not.toMatch(/<script>|<b>"/)
  })

  it('shows the link, its address and pending faults', async () => {
    running.cloud.faults.inject('*', { kind: 'delay', ms: 1 })
    const markup = await page()
    for (const words of [running.cloud.link?.url, '20 Mbit/s, 40 ms round trip', '1 pending']) {
      expect(markup).toContain(words)
    }
    running.cloud.faults.clear()
    running.cloud.link?.set({ bandwidth: { up: 125_000, down: Number.POSITIVE_INFINITY } })
    expect(await page()).toContain('↓ no limit ↑ 1 Mbit/s')
    running.cloud.link?.set({ stalled: true })
    expect(await page('?lang=zh')).toContain('已停滞')
    running.cloud.link?.set({ offline: true, stalled: false })
    expect(await page()).toContain('offline')
    running.cloud.link?.set({ offline: false })
  })

  it('uses the browser’s language unless the query has another', async () => {
    expect(await page('', { 'accept-language': 'fr, zh-CN;q=0.9, en;q=0.8' })).toContain('<html lang="zh-CN">')
    expect(await page('', { 'accept-language': 'de' })).toContain('<html lang="en">')
    expect(await page('?lang=zh', { 'accept-language': 'en' })).toContain('<html lang="zh-CN">')
  })

  it('is sent again only when something has changed', async () => {
    const { adminUrl } = running.cloud
    const first = await fetch(`${adminUrl}?lang=en`)
    const headers = { 'if-none-match': first.headers.get('etag') ?? '' }
    expect((await fetch(`${adminUrl}?lang=en`, { headers })).status).toBe(304)
    await client.put('new', Buffer.from('x'))
    expect((await fetch(`${adminUrl}?lang=en`, { headers })).status).toBe(200)
  })

  it('is where a browser is redirected from the address of STS', async () => {
    const { stsUrl } = running.cloud
    const browser = await fetch(stsUrl, { headers: { accept: 'text/html' }, redirect: 'manual' })
    expect([browser.status, browser.headers.get('location')]).toEqual([302, '/admin'])
    expect((await fetch(stsUrl)).status).toBe(400)
  })

  it('is only for this machine: not under another host name, and not inside another page', async () => {
    const policy = (await fetch(running.cloud.adminUrl)).headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    const status = await new Promise((resolve, reject) => {
      const headers = { host: 'rebound.example' }
      request(running.cloud.adminUrl, { headers }, ({ statusCode }) => resolve(statusCode))
        .once('error', reject)
        .end()
    })
    expect(status).toBe(400)
  })
})

import type OSS from 'ali-oss'
import { refusal } from '../../../dev/local-cloud/referer/check-referer'
import { NO_PROTECTION } from '../../../dev/local-cloud/referer/configuration'
import { userClient } from '../rig/ali-oss-clients'
import { xmlText } from '../rig/in-process'
import { type Running, startTestCloud } from '../rig/test-cloud'

describe('Hotlink protection', () => {
  const MINI_PROGRAM = 'https://servicewechat.com/wx0123456789abcdef/12/page-frame.html'
  const on = (change: Partial<typeof NO_PROTECTION>) => ({ ...NO_PROTECTION, ...change })

  it.each([
    ['nothing', on({}), MINI_PROGRAM, undefined],
    ['an empty Referer where no list is', on({ allowEmpty: false }), '', undefined],
    ['an empty Referer', on({ allowEmpty: false, allowed: ['*'] }), '', '0003-00000501'],
    ['an empty Referer that is allowed', on({ allowed: ['http://a.com'] }), '', undefined],
    ['a mini-program', on({ allowed: ['https://www.example.com'] }), MINI_PROGRAM, '0003-00000503'],
    ['a mini-program that is allowed', on({ allowed: ['*servicewechat.com'] }), MINI_PROGRAM, undefined],
    [
      'a page below the allowed host',
      on({ allowed: ['http://www.aliyun.com'] }),
      'http://www.aliyun.com/a/b',
      undefined,
    ],
    ['the other scheme', on({ allowed: ['http://www.aliyun.com'] }), 'https://www.aliyun.com/', '0003-00000503'],
    ['one character too many', on({ allowed: ['https://www.?.com'] }), 'https://www.ab.com/', '0003-00000503'],
    ['the blacklist', on({ allowed: ['*'], refused: ['*abc.com'] }), 'http://abc.com', '0003-00000502'],
    ['the query, which is cut off', on({ allowed: ['*'], refused: ['*?token'] }), 'http://a.com/?token=1', undefined],
    [
      'the query',
      on({ truncateQuery: false, allowed: ['*'], refused: ['*/?token'] }),
      'http://a.com/?token=1',
      '0003-00000502',
    ],
    [
      'the path, which is cut off',
      on({ truncatePath: true, allowed: ['*a.com/x'] }),
      'http://a.com/x',
      '0003-00000503',
    ],
  ])('judges %s', (_, configuration, referer, ec) => {
    expect(refusal(configuration, referer)).toBe(ec)
  })
})

/** A method that the types declare with wrong parameters. */
type Client = OSS & {
  putBucketReferer(name: string, allowEmpty: boolean, referers: string[] | null): Promise<unknown>
  deleteBucketReferer(name: string): Promise<unknown>
}

describe('PutBucketReferer', () => {
  let running: Running
  let client: Client
  beforeEach(async () => {
    running = await startTestCloud()
    const { cloud } = running
    client = userClient(cloud) as Client
    await client.put('a', Buffer.from('photo'), { headers: { 'x-oss-object-acl': 'public-read' } })
    await client.putBucketReferer(cloud.bucket, false, ['https://www.example.com', '*servicewechat.com'])
  })
  afterEach(() => running.close())

  const get = (url: string, referer?: string, method = 'GET') =>
    fetch(url, { method, headers: referer === undefined ? {} : { referer } })

  it('refuses readers from elsewhere, anonymous or with a signed URL', async () => {
    for (const url of [`${running.cloud.ossUrl}/a`, client.signatureUrl('a')]) {
      const answer = await get(url)
      expect(answer.status).toBe(403)
      const text = await answer.text()
      expect([xmlText(text, 'Code'), xmlText(text, 'Message'), xmlText(text, 'EC')]).toEqual([
        'AccessDenied',
        'You are denied by bucket referer policy.',
        '0003-00000501',
      ])
      expect((await get(url, 'https://elsewhere.com/')).status).toBe(403)
      expect((await get(url, 'https://servicewechat.com/wx0/devtools/page-frame.html')).status).toBe(200)
    }
    const head = await get(`${running.cloud.ossUrl}/a`, 'https://elsewhere.com/', 'HEAD')
    expect([head.status, head.headers.get('x-oss-ec')]).toEqual([403, '0003-00000503'])
    expect(running.cloud.journal.count({ rule: 'hotlink protection' })).toBe(5)
  })

  it('does not concern requests with an Authorization header, nor uploads', async () => {
    expect(String((await client.get('a')).content)).toBe('photo')
    const upload = await fetch(client.signatureUrl('b', { method: 'PUT' }), { method: 'PUT', body: Buffer.from('x') })
    expect(upload.status).toBe(200)
  })

  it('is read back, and switched off by an empty list', async () => {
    expect(await client.getBucketReferer(running.cloud.bucket)).toMatchObject({
      allowEmpty: false,
      referers: ['https://www.example.com', '*servicewechat.com'],
    })
    await client.deleteBucketReferer(running.cloud.bucket)
    expect(await client.getBucketReferer(running.cloud.bucket)).toMatchObject({ allowEmpty: true, referers: null })
    expect((await get(`${running.cloud.ossUrl}/a`)).status).toBe(200)
  })
})

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LocalCloud, startLocalCloud } from '../../dev/local-cloud'
import { allowOrigins } from '../../dev/stack/allow-origins'

const PAGE = 'https://www.example.com'
let folder: string
let cloud: LocalCloud
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'allow-origins-'))
  cloud = await startLocalCloud({ folder, bucket: 'a-bucket', otherBuckets: ['another'] })
  await allowOrigins(cloud, [PAGE, 'http://localhost:7484'])
})
afterAll(async () => {
  await cloud.close()
  await rm(folder, { recursive: true, force: true })
})

const preflight = (origin: string, method: string, url = cloud.ossUrl): Promise<Response> =>
  fetch(`${url}/key`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': method,
      'access-control-request-headers': 'content-type, x-oss-security-token',
    },
  })

describe('allowOrigins', () => {
  it.each(['GET', 'HEAD', 'POST', 'PUT', 'DELETE'])('lets pages of these origins %s', async (method) => {
    const answer = await preflight(PAGE, method)
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, PAGE])
    expect(answer.headers.get('access-control-expose-headers')).toMatch(/ETag/)
  })

  it('lets them use the other buckets too', async () => {
    expect((await preflight(PAGE, 'POST', cloud.otherUrls.another)).status).toBe(200)
    expect((await preflight('https://evil.example', 'POST', cloud.otherUrls.another)).status).toBe(403)
  })

  it('refuses every other page', async () => {
    expect((await preflight('https://evil.example', 'PUT')).status).toBe(403)
    expect((await preflight('http://www.example.com', 'PUT')).status).toBe(403)
  })
})

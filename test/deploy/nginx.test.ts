/** The nginx site of `examples/deploy`, before a real backend. */
import { mkdtemp, rm } from 'node:fs/promises'
import { get } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startLocalCloud } from '../../dev/local-cloud'
import { startWechatApi } from '../../dev/wechat-api'
import { bundled } from '../bundled'
import { environmentOf, type Instance, startInstance, WECHAT } from '../server/instances'
import { startUploading } from '../server/uploading'
import { HAS_NGINX, type Nginx, OUTER_ADDRESS, startNginx } from './nginx-server'

const flags = bundled('server/main.ts')
const CAN_RUN = HAS_NGINX && OUTER_ADDRESS !== undefined

// `.ci/run` installs nginx-light, and sets EVERY_PROXY.
describe('the tests of nginx', () => {
  it(`run where EVERY_PROXY is set; left out here: ${CAN_RUN ? 'none' : 'all, because there is no nginx or no network'}`, () => {
    if (process.env.EVERY_PROXY) expect(CAN_RUN).toBe(true)
  })
})

const describeNginx = CAN_RUN ? describe : describe.skip

describeNginx('nginx before the backend', () => {
  const LIMIT = 10
  let nginx: Nginx
  let backend: Instance
  let cloud: Awaited<ReturnType<typeof startLocalCloud>>
  let wechat: Awaited<ReturnType<typeof startWechatApi>>
  let folder: string
  const start = async (environment: Record<string, string> = {}): Promise<void> => {
    const settings = environmentOf(cloud, wechat.url, 's'.repeat(32))
    backend = await startInstance(flags(), { ...settings, ...environment })
    nginx = await startNginx(backend.port)
  }

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'behind-nginx-'))
    cloud = await startLocalCloud({ folder: join(folder, 'cloud') })
    wechat = await startWechatApi({ app: { appid: WECHAT.WECHAT_APPID, secret: WECHAT.WECHAT_SECRET } })
  })
  afterEach(async () => {
    await nginx.close()
    await backend.end()
    await wechat.close()
    await cloud.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('lets photos be uploaded by form and by parts, and the backend has nothing to complain about', async () => {
    await start()
    const uploading = startUploading({ server: nginx.url, wechat, folder, atLeast: 20 })
    const endings = await uploading.finish()
    expect(endings.length).toBeGreaterThanOrEqual(20)
    expect(endings.filter((ending) => ending !== 'done')).toEqual([])
    expect(backend.timesSaid('X-Forwarded-For')).toBe(0)
  })

  it('tells the address of the caller, whatever he writes into X-Forwarded-For himself', async () => {
    await start()
    for (const forged of [undefined, '203.0.113.9', '127.0.0.1', '203.0.113.9, 127.0.0.1', ', ,']) {
      const headers: Record<string, string> = forged === undefined ? {} : { 'x-forwarded-for': forged }
      const answer = await fetch(`${nginx.url}/healthz`, { headers })
      expect([forged, answer.status, answer.headers.get('x-client-address')]).toEqual([forged, 200, 'client'])
    }
  })

  it('does not let a caller escape his limit by another address in each request, nor read the metrics', async () => {
    await start({ LIMIT_IP_PER_MINUTE: `${LIMIT}` })
    const statuses: number[] = []
    for (let count = 0; count < LIMIT + 5; count += 1) {
      const headers = { 'x-forwarded-for': `203.0.113.${count}` }
      statuses.push((await fetch(`${nginx.url}/v1/uploads`, { method: 'POST', headers, body: '{}' })).status)
    }
    expect(statuses.slice(0, LIMIT)).not.toContain(429)
    expect(statuses.at(-1)).toBe(429)
    const metrics = await fetch(`${nginx.url}/metrics`, { headers: { 'x-forwarded-for': '127.0.0.1' } })
    expect(metrics.status).not.toBe(200)
  })

  it('serves TLS, redirects plain HTTP to it, and leaves the refusal of long bodies to the backend', async () => {
    await start()
    expect(await statusOf(`${nginx.httpsUrl}/readyz`, nginx.certificate)).toBe(200)
    const redirected = await fetch(`${nginx.redirectUrl}/healthz`, { redirect: 'manual' })
    expect([redirected.status, redirected.headers.get('location')]).toEqual([301, 'https://localhost/healthz'])
    const answer = await fetch(`${nginx.url}/v1/session`, { method: 'POST', body: 'x'.repeat(200_000) })
    expect([answer.status, await answer.json()]).toMatchObject([413, { error: { code: 'body-too-large' } }])
  })
})

const statusOf = (url: string, ca: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    get(url, { ca, agent: false }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    }).once('error', reject)
  })

import { request } from 'node:http'
import type { LocalCloud } from '../../../dev/local-cloud'
import type { Credentials } from '../../../dev/local-cloud/auth/key-ring'
import type { Link } from '../../../dev/local-cloud/link'
import { ossClient, SETUPS } from '../rig/ali-oss-clients'
import { BUCKET } from '../rig/in-process'
import { formBody, pinnedForm, postRequest } from '../rig/post-form'
import { signHeader } from '../rig/sign'
import { assumeRole, type Running, startTestCloud } from '../rig/test-cloud'

let running: Running
let link: Link
/** The cloud with the link's address, as its clients see it. */
let beyond: LocalCloud
let session: Credentials
beforeAll(async () => {
  running = await startTestCloud({ link: { latencyMs: 2, bandwidth: 50_000_000 } })
  if (!running.cloud.link) throw new Error('There is no link.')
  link = running.cloud.link
  beyond = { ...running.cloud, ossUrl: link.url }
  session = await assumeRole(running.cloud)
})
afterAll(() => running.close())

/** Sends any Host header, which `fetch` does not allow. */
function send(
  method: string,
  path: string,
  headers: Record<string, string>,
  body: string | Buffer = '',
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request({ port: link.port, host: '127.0.0.1', method, path, headers }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode))
    })
    sent.once('error', reject)
    sent.end(body)
  })
}

describe('OSS behind a link', () => {
  it.each(SETUPS)('serves the official client with $name', async (setup) => {
    const client = ossClient(beyond, session, setup)
    const before = link.stats()
    const bytes = Buffer.alloc(250_000, setup.name)
    const key = `${setup.name}/照片 1+%.jpg`
    await client.put(key, bytes)
    expect((await client.get(key)).content.equals(bytes)).toBe(true)
    await client.multipartUpload(`${key}.parts`, bytes, { partSize: 102_400 })
    expect((await client.get(`${key}.parts`)).content.equals(bytes)).toBe(true)
    expect(link.stats().bytesUp - before.bytesUp).toBeGreaterThan(2 * bytes.length)
    expect(link.stats().bytesDown - before.bytesDown).toBeGreaterThan(2 * bytes.length)
  })

  it.each(SETUPS.filter(({ address }) => address !== 'ip'))('accepts URLs signed with $name', async (setup) => {
    const client = ossClient(beyond, session, setup)
    const key = `${setup.name}/url 1`
    const put = setup.v4
      ? await client.signatureUrlV4('PUT', 60, {}, key)
      : client.signatureUrl(key, { method: 'PUT', expires: 60 })
    expect(new URL(put).port).toBe(`${link.port}`)
    expect((await fetch(put, { method: 'PUT', body: new Uint8Array(Buffer.from('by URL')) })).status).toBe(200)
    const get = setup.v4 ? await client.signatureUrlV4('GET', 60, {}, key) : client.signatureUrl(key, { expires: 60 })
    expect(await (await fetch(get)).text()).toBe('by URL')
  })

  it('accepts a form', async () => {
    const body = formBody(pinnedForm(session, { key: 'by form' }, [], Date.now()), { bytes: 'form' })
    const { host: _, ...headers }: Record<string, string> = postRequest('').headers ?? {}
    expect((await fetch(link.url, { method: 'POST', headers, body: new Uint8Array(body) })).status).toBe(204)
  })

  it.each(['localhost', `${BUCKET}.localhost`, `${BUCKET}.oss-cn-hangzhou.aliyuncs.com`])(
    'is found under the host %s with its port, signed or not',
    async (name) => {
      const host = `${name}:${link.port}`
      for (const additional of [[], ['host']]) {
        const { headers } = signHeader(session, {
          method: 'PUT',
          headers: { host },
          additional,
          signedAt: Date.now(),
          scope: {
            day: new Date().toISOString().slice(0, 10).replace(/-/g, ''),
            region: 'cn-hangzhou',
            product: 'oss',
          },
        })
        expect(await send('PUT', '/a.txt', { ...headers, 'content-length': '1' }, 'x')).toBe(200)
      }
    },
  )

  it('can still be reached directly at its own address', async () => {
    const before = link.stats().bytesUp
    const client = ossClient(running.cloud, session, SETUPS[0])
    await client.put('direct', Buffer.from('x'))
    expect(link.stats().bytesUp).toBe(before)
  })

  it('has a link that can be read and changed over HTTP', async () => {
    const { adminUrl } = running.cloud
    const call = async (method: string, path: string, input?: unknown) => {
      const headers = { 'content-type': 'application/json' }
      const response = await fetch(`${adminUrl}/${path}`, {
        method,
        headers,
        ...(input ? { body: JSON.stringify(input) } : {}),
      })
      return { status: response.status, body: await response.json() }
    }
    expect((await call('GET', 'link')).body).toMatchObject({
      conditions: { bandwidth: 50_000_000, latencyMs: 2, jitterMs: 0, stalled: false, offline: false },
      bytesUp: link.stats().bytesUp,
    })
    expect((await call('PUT', 'link', { like: '8mbit,40ms', jitterMs: 3 })).status).toBe(200)
    expect(link.conditions()).toMatchObject({ bandwidth: { up: 1e6, down: 1e6 }, latencyMs: 20, jitterMs: 3 })
    const loss = { how: 'reset', times: 1 }
    await call('PUT', 'link', { bandwidth: null, latencyMs: 0, jitterMs: 0, loss })
    expect(link.conditions()).toMatchObject({ bandwidth: Number.POSITIVE_INFINITY, loss })
    expect((await call('POST', 'link/cuts')).status).toBe(200)
    const client = ossClient(beyond, session, SETUPS[0])
    await expect(client.put('lost', Buffer.from('x'))).rejects.toMatchObject({ code: 'ResponseError' })
    await client.put('kept', Buffer.from('x'))
    await call('PUT', 'link', { loss: null })
    expect(link.conditions().loss).toBeUndefined()
    const refusals = [
      { speed: 1 },
      { stalled: 'yes' },
      { bandwidth: 'fast' },
      { like: 'fast' },
      { loss: { how: 'no' } },
    ]
    for (const refused of refusals) expect((await call('PUT', 'link', refused)).status).toBe(400)
    expect((await call('POST', 'link/other')).status).toBe(404)
  })
})

describe('A cloud without a link', () => {
  it('has no link in the admin API', async () => {
    const direct = await startTestCloud()
    expect((await fetch(`${direct.cloud.adminUrl}/link`)).status).toBe(404)
    await direct.close()
  })
})

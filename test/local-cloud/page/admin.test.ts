import { request } from 'node:http'
import type { Credentials } from '../../../dev/local-cloud/auth/key-ring'
import { BUCKET } from '../rig/in-process'
import { aliOss, assumeRole, type Running, startTestCloud } from '../rig/test-cloud'

let running: Running
let session: Credentials
beforeAll(async () => {
  running = await startTestCloud()
  session = await assumeRole(running.cloud)
})
afterAll(() => running.close())

const call = async (method: string, path: string, input?: unknown): Promise<{ status: number; body: unknown }> => {
  const init = { method, headers: { 'content-type': 'application/json' } }
  const body = input === undefined ? {} : { body: typeof input === 'string' ? input : JSON.stringify(input) }
  const response = await fetch(`${running.cloud.adminUrl}/${path}`, { ...init, ...body })
  return { status: response.status, body: await response.json() }
}

describe('The admin API', () => {
  it('injects, lists and removes faults', async () => {
    const fault = { kind: 'answer', status: 503, code: 'ServiceUnavailable' }
    expect((await call('POST', 'faults', { operation: 'HeadObject', fault, times: 2 })).status).toBe(200)
    expect((await call('GET', 'faults')).body).toEqual([{ operation: 'HeadObject', fault, left: 2, rate: 1 }])
    await expect(aliOss(running.cloud, session).head('a')).rejects.toMatchObject({ status: 503 })
    await call('DELETE', 'faults')
    expect((await call('GET', 'faults')).body).toEqual([])
  })

  it('shifts the clock', async () => {
    const shifted = await call('PUT', 'clock', { shift: -3_600_000 })
    expect(shifted.body).toMatchObject({ shift: -3_600_000 })
    await expect(aliOss(running.cloud, session).put('a', Buffer.from('x'))).rejects.toMatchObject({
      code: 'RequestTimeTooSkewed',
    })
    await call('PUT', 'clock', { shift: 0 })
    expect((await call('GET', 'clock')).body).toMatchObject({ shift: 0 })
    await aliOss(running.cloud, session).put('a', Buffer.from('x'))
  })

  it('revokes tokens and disables keys', async () => {
    const other = await assumeRole(running.cloud)
    expect((await call('POST', 'revocations', { accessKeyId: other.accessKeyId })).status).toBe(200)
    await expect(aliOss(running.cloud, other).put('a', Buffer.from('x'))).rejects.toMatchObject({
      code: 'InvalidSecurityToken',
    })
    const key = `keys/${running.cloud.account.accessKeyId}`
    await call('PUT', key, { active: false })
    await expect(assumeRole(running.cloud)).rejects.toMatchObject({ code: 'InvalidAccessKeyId.Inactive' })
    await call('PUT', key, { active: true })
    expect((await call('PUT', 'keys/none', { active: true })).status).toBe(404)
    expect((await call('POST', 'revocations', { accessKeyId: 'none' })).status).toBe(404)
  })

  it('lists buckets, objects, uploads, credentials and requests, without secrets', async () => {
    const client = aliOss(running.cloud, session)
    await client.put('u/照 a.txt', Buffer.from('hello'))
    const { uploadId } = await client.initMultipartUpload('u/big')
    expect((await call('GET', 'buckets')).body).toMatchObject([{ name: BUCKET, uploads: 1, corsRules: 1 }])
    const objects = (await call('GET', `buckets/${BUCKET}/objects`)).body
    expect(objects).toContainEqual(expect.objectContaining({ key: 'u/照 a.txt', size: 5 }))
    expect((await call('GET', `buckets/${BUCKET}/uploads`)).body).toMatchObject([{ key: 'u/big', uploadId, parts: [] }])
    const bytes = await fetch(`${running.cloud.adminUrl}/buckets/${BUCKET}/objects/u/${encodeURIComponent('照 a.txt')}`)
    expect([await bytes.text(), bytes.headers.get('content-type')]).toEqual(['hello', 'application/octet-stream'])
    const [credentials] = (await call('GET', 'credentials')).body as Record<string, unknown>[]
    expect(Object.keys(credentials ?? {}).join()).not.toMatch(/secret|token/i)
    await client.put('u/x', Buffer.from('x'))
    const [last] = (await call('GET', 'requests?limit=1')).body as Record<string, unknown>[]
    expect(last).toMatchObject({
      operation: 'PutObject',
      bucket: BUCKET,
      key: 'u/x',
      verdict: 'allowed',
      rule: 'role policy, statement 1: Allow',
      who: 'sts',
    })
    for (const path of [
      'buckets/none/objects',
      `buckets/${BUCKET}/objects/none`,
      `buckets/${BUCKET}/thumbnails/u/x`,
      'none',
      '',
    ]) {
      expect((await call('GET', path)).status).toBe(404)
    }
  })

  it('runs the lifecycle rules and changes settings', async () => {
    expect((await call('POST', 'lifecycle', {})).body).toEqual({ [BUCKET]: { expired: [], aborted: [] } })
    expect(await running.cloud.runLifecycle()).toEqual({ expired: [], aborted: [] })
    const styles = { small: 'image/resize,w_10' }
    const changed = await call('PUT', 'settings', { extraFields: 'lax', assumeRolePerSecond: 5, styles })
    expect(changed.body).toEqual({
      extraFields: 'lax',
      assumeRolePerSecond: 5,
      styles,
      forbidPublicEndpoint: false,
    })
    expect(running.cloud.settings.extraFields).toBe('lax')
    await call('DELETE', 'requests')
    expect((await call('GET', 'requests')).body).toEqual([])
  })

  it.each<[string, string, unknown]>([
    ['POST', 'faults', { fault: { kind: 'delay', ms: 1 } }],
    ['POST', 'faults', { operation: 'PutObject' }],
    ['POST', 'faults', { operation: 'PutObject', fault: { kind: 'explode' } }],
    ['POST', 'faults', { operation: 'PutObject', fault: { kind: 'delay' } }],
    ['POST', 'faults', { operation: 'PutObject', fault: { kind: 'answer', status: 500 } }],
    ['POST', 'faults', { operation: 'PutObject', fault: { kind: 'lose-answer' }, rate: 2 }],
    ['POST', 'faults', { operation: 'PutObject', fault: { kind: 'lose-answer' }, times: 0 }],
    ['PUT', 'clock', { shift: 'x' }],
    ['POST', 'revocations', {}],
    ['PUT', 'settings', { extraFields: 'none' }],
    ['PUT', 'settings', { unknown: 1 }],
    ['PUT', 'settings', { forbidPublicEndpoint: 1 }],
    ['PUT', 'settings', { styles: { a: 1 } }],
    ['PUT', 'settings', []],
    ['PUT', 'settings', '{'],
  ])('refuses %s %s with %j', async (method, path, input) => {
    const { status, body } = await call(method, path, input)
    expect([status, Object.keys(body as object)]).toEqual([400, ['error']])
  })
})

describe('A web page of another origin', () => {
  const send = (headers: Record<string, string>): Promise<number> =>
    new Promise((resolve, reject) => {
      const sent = request(
        `${running.cloud.adminUrl}/faults`,
        { method: 'POST', headers, agent: false },
        (response) => {
          response.resume().once('end', () => resolve(response.statusCode ?? 0))
        },
      )
      sent.once('error', reject)
      sent.end(JSON.stringify({ operation: '*', fault: { kind: 'lose-answer' } }))
    })

  it('cannot use the admin API, by a form without a preflight or under another host name', async () => {
    const host = new URL(running.cloud.adminUrl).host
    expect(await send({ host, 'content-type': 'text/plain' })).toBe(400)
    expect(await send({ host: 'evil.example:80', 'content-type': 'application/json' })).toBe(400)
    const preflight = await fetch(`${running.cloud.adminUrl}/faults`, { method: 'OPTIONS' })
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull()
    expect(running.cloud.faults.pending()).toEqual([])
  })
})

import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Fault } from '../../../server/faults/fault'
import { nodeListener } from '../../../server/http/node-listener'
import { userHash } from '../../../server/identity/user-hash'
import { config, fixture, keyOf, ticketOf } from '../fixture'
import { storedObject } from '../memory-bucket'

const photo = { size: 9, type: 'image/jpeg', name: 'holiday.jpg' }
const ann = userHash({ id: 'ann', kind: 'test', issuer: 'test' }, config.secrets.key)

describe('the log', () => {
  it('has one line for each request: id, hash of the user, route, refusals', async () => {
    const f = fixture()
    const files = [photo, { ...photo, size: 0 }]
    await f.as('ann').post('/v1/uploads', { route: 'photo', files })
    expect(f.lines.at(-1)).toMatchObject({
      requestId: expect.any(String),
      path: '/v1/uploads',
      status: 200,
      user: ann,
      route: 'photo',
      refusals: ['file-empty'],
    })
    await f.as('ann').post('/v1/uploads', { route: 'nothing', files })
    expect(f.lines.at(-1)).toMatchObject({ level: 30, user: ann, status: 404, code: 'unknown-route' })
  })

  it('has OSS’s own request id, of a callback and of a failed call', async () => {
    const f = fixture()
    await f.post('/v1/uploads/callback', 'x', { 'x-oss-request-id': '5C3D9175B6FC201293AD4890' })
    expect(f.lines.at(-1)).toMatchObject({ ossRequestId: '5C3D9175B6FC201293AD4890', code: 'callback-refused' })
    const error = Object.assign(new Error('SignatureDoesNotMatch'), {
      requestId: 'OSS-1',
      code: 'SignatureDoesNotMatch',
    })
    const credentials = async () => {
      throw new Fault('server-misconfigured', undefined, error)
    }
    const other = fixture({ credentials })
    await other.as('ann').post('/v1/uploads', { route: 'photo', files: [photo] })
    expect(other.lines.at(-1)).toMatchObject({ level: 50, error: { requestId: 'OSS-1' } })
  })

  it('never contains a token, signature, policy or secret', async () => {
    const keys = { accessKeyId: 'id', accessKeySecret: 'secret-of-ann', securityToken: 'token-of-ann' }
    const credentials = async () => ({ ...keys, expiresAt: Number.POSITIVE_INFINITY })
    const userSessions = { put: credentials, read: credentials }
    const f = fixture({ optionalEndpoints: ['credentials', 'presign'], userSessions })
    const session = await f.post('/v1/session', { code: 'ann' })
    const headers = { authorization: `Bearer ${session.body.token}` }
    const ticket = ticketOf(await f.post('/v1/uploads', { route: 'photo', files: [photo] }, headers))
    const key = keyOf(ticket)
    f.bucket.objects.set(key, storedObject())
    const { body } = await f.post('/v1/uploads/complete', { upload: ticket.upload }, headers)
    await f.post('/v1/uploads/complete', { upload: `${ticket.upload}x` }, headers)
    await f.post('/v1/uploads/callback', `upload=${ticket.upload}`, { authorization: 'c2lnbmF0dXJl' })
    await f.post('/v1/uploads/complete', { [ticket.upload]: 1 }, headers)
    await f.post(`/v1/uploads?token=${session.body.token}`, '{', headers)
    await f.post('/v1/credentials', {}, headers)
    const urls = await f.post('/v1/urls', { keys: [body.file?.key, 'x'] }, headers)
    const [found] = urls.body.urls ?? []
    const put = await f.post('/v1/presign', { method: 'PUT', route: 'photo', file: photo }, headers)
    const log = JSON.stringify(f.lines)
    const signature = new URL(body.file?.url ?? '').searchParams.get('x-oss-signature')
    const secrets = [
      session.body.token,
      session.body.token?.split('.')[2],
      ticket.fields.policy,
      ticket.fields['x-oss-signature'],
      signature,
      found && 'url' in found ? new URL(found.url).searchParams.get('x-oss-signature') : '',
      new URL(put.body.url ?? '').searchParams.get('x-oss-signature'),
      put.body.upload,
      keys.accessKeySecret,
      keys.securityToken,
      'c2lnbmF0dXJl',
      'local-key-secret',
      config.secrets.key,
      ...config.secrets.session,
    ]
    expect(f.lines.length).toBeGreaterThan(6)
    for (const secret of secrets) {
      expect(secret).toBeTruthy()
      expect(log).not.toContain(secret)
    }
  })

  it('does not report a client that disconnects in the middle of a body as a server error', async () => {
    const f = fixture()
    const server = createServer(nodeListener(f.app))
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const { port } = server.address() as AddressInfo
    const headers = { 'content-length': '1000', 'content-type': 'application/json' }
    const sent = request({ port, path: '/v1/session', method: 'POST', headers })
    sent.on('error', () => undefined)
    const arrived = new Promise((resolve) => server.once('request', resolve))
    sent.write('{"route":')
    await arrived
    sent.destroy()
    const requests = () => f.lines.filter(({ path }) => path !== undefined)
    while (requests().length === 0) await new Promise((resolve) => setImmediate(resolve))
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
    expect(requests()).toMatchObject([{ level: 30, code: 'bad-request' }])
  })
})

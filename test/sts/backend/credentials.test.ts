import { jpeg } from '../../main-path/rig'
import { never, putPart, type StsRig } from '../rig'
import { crcOf, formFor, KB, partsFor, send, sendParts, useRigs } from './calls'

const rigWith = useRigs()

describe('the credentials of the client’s own backend', () => {
  /** The credentials expire, but the device's clock does not show it. */
  const expire = (rig: StsRig): void => rig.setDeviceBehind(901_000)

  it('are requested once for all files that start together', async () => {
    const rig = await rigWith()
    const { backend } = rig.side()
    const files = Array.from({ length: 9 }, () => ({ size: 10, type: 'image/jpeg' }))
    await Promise.all([
      backend.prepare(),
      backend.uploads({ route: 'photo', files }, never),
      backend.uploads({ route: 'photo', files }, never),
    ])
    expect(rig.existing.calls()).toBe(1)
  })

  it('are replaced once if they expire while several parts are being sent', async () => {
    const rig = await rigWith()
    const side = rig.side()
    const bytes = jpeg(300 * KB)
    const ticket = await partsFor(side, { size: bytes.length, partSize: 100 * KB })
    await sendParts(side, ticket, bytes, [1])
    expire(rig)
    const refused = await sendParts(side, ticket, bytes, [2, 3])
    expect(refused.map(({ text }) => /<Code>(\w+)/.exec(text)?.[1])).toEqual(Array(2).fill('SecurityTokenExpired'))
    const again = await Promise.all(
      [2, 3].map((from) => side.backend.parts({ upload: ticket.upload, from, count: 1 }, never)),
    )
    expect(rig.existing.calls()).toBe(2)
    const answers = await Promise.all(again.map((signed) => putPart(side, ticket, signed, signed.from, bytes)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(await side.backend.complete({ upload: ticket.upload }, never)).toMatchObject({ crc64: crcOf(bytes) })
    expect(rig.existing.calls()).toBe(2)
  })

  it('cost one more ticket if they expire before a form is sent', async () => {
    const rig = await rigWith()
    const side = rig.side()
    const bytes = jpeg()
    const path = await rig.temp('a.jpg', bytes)
    const first = await formFor(side, { size: bytes.length })
    expire(rig)
    expect((await send(side, first, path)).status).toBe(403)
    expect((await send(side, await formFor(side, { size: bytes.length, renew: first.upload }), path)).status).toBe(200)
    expect(rig.existing.calls()).toBe(2)
  })

  it('are replaced by the first call that OSS refuses for them', async () => {
    const rig = await rigWith()
    const side = rig.side()
    await side.backend.prepare()
    expire(rig)
    await partsFor(side, { size: 300 * KB, partSize: 100 * KB })
    expect(rig.existing.calls()).toBe(2)
  })

  it.each<[string, Parameters<StsRig['existing']['behave']>[0], RegExp]>([
    ['is down', 'cut', /request:fail/],
    ['fails', { status: 500, body: '{"code":500}' }, /HTTP 500/],
    [
      'answers a login page',
      { status: 200, body: '<html>login</html>' },
      /accessKeyId, accessKeySecret, securityToken/,
    ],
    ['answers an error with the status 200', { status: 200, body: '{"code":401,"message":"no"}' }, /accessKeyId/],
  ])('fail while the app’s backend %s, and not afterwards', async (_, how, detail) => {
    const rig = await rigWith()
    const { backend } = rig.side()
    rig.existing.behave(how)
    const result = backend.uploads({ route: 'photo', files: [{ size: 1, type: 'image/jpeg' }] }, never)
    await expect(result).rejects.toMatchObject({
      code: 'credentials-failed',
      params: { detail: expect.stringMatching(detail) },
    })
    expect(rig.operations()).toEqual([])
    rig.existing.behave('well')
    await backend.prepare()
  })
})

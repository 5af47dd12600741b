import type { Credentials } from '../../../dev/local-cloud/auth/key-ring'
import { chunks, openTestCloud, type TestCloud, xmlText } from '../rig/in-process'
import { type SignedRequest, signHeader } from '../rig/sign'

let test: TestCloud
let root: Credentials
beforeEach(async () => {
  test = await openTestCloud()
  root = { ...test.cloud.ring.pairs.root, securityToken: '' }
})
afterEach(() => test.close())

const send = (request: SignedRequest, body = '') => test.oss({ ...signHeader(root, request), body: chunks(body) })
const put = (query: string, body: string) => send({ method: 'PUT', key: '', query: { [query]: '' } }, body)
const get = async (query: string): Promise<string> => (await send({ key: '', query: { [query]: '' } })).text
const versioning = (status: string) =>
  put('versioning', `<VersioningConfiguration><Status>${status}</Status></VersioningConfiguration>`)
const accelerate = (value: string) =>
  put(
    'transferAcceleration',
    `<TransferAccelerationConfiguration><Enabled>${value}</Enabled></TransferAccelerationConfiguration>`,
  )

describe('Versioning', () => {
  it.each(['Enabled', 'Suspended'])(
    '%s makes the bucket ignore forbid-overwrite, as the documentation says',
    async (status) => {
      const object = { method: 'PUT', key: 'a', headers: { 'x-oss-forbid-overwrite': 'true' } }
      expect((await send(object, 'first')).status).toBe(200)
      expect(await send(object, 'second')).toMatchObject({ status: 409, code: 'FileAlreadyExists' })
      expect((await versioning(status)).status).toBe(200)
      expect((await send(object, 'second')).status).toBe(200)
      expect((await send({ key: 'a' })).text).toBe('second')
    },
  )

  it('is missing in the answers until it is switched on', async () => {
    expect(await get('bucketInfo')).not.toContain('Versioning')
    expect(xmlText(await get('versioning'), 'Status')).toBe('')
    await versioning('Enabled')
    expect(xmlText(await get('bucketInfo'), 'Versioning')).toBe('Enabled')
    expect(xmlText(await get('versioning'), 'Status')).toBe('Enabled')
    expect(await versioning('Off')).toMatchObject({ status: 400, code: 'MalformedXML' })
  })
})

describe('Transfer acceleration', () => {
  it('is in the bucket information', async () => {
    expect(xmlText(await get('bucketInfo'), 'TransferAcceleration')).toBe('Disabled')
    expect((await accelerate('true')).status).toBe(200)
    expect(xmlText(await get('bucketInfo'), 'TransferAcceleration')).toBe('Enabled')
    expect(xmlText(await get('transferAcceleration'), 'Enabled')).toBe('true')
    expect(await accelerate('yes')).toMatchObject({ status: 400, code: 'MalformedXML' })
  })
})

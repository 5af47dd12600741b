import type { Session } from '../../../dev/local-cloud/auth/key-ring'
import { type Answer, chunks, NOW, type TestCloud, useTestCloud, xmlText } from '../rig/in-process'
import { type SignedRequest, signHeader } from '../rig/sign'

const HOUR = 3_600_000
const DAY = 24 * HOUR

let test: TestCloud
let session: Session
useTestCloud((opened) => {
  test = opened
  session = opened.session(undefined, 100 * DAY)
})

let passed = 0
beforeEach(() => {
  passed = 0
})
function pass(ms: number): void {
  passed += ms
  test.pass(ms)
}

const send = (request: SignedRequest, body = ''): Promise<Answer> => {
  const signedAt = NOW + passed
  const scope = {
    day: new Date(signedAt).toISOString().slice(0, 10).replaceAll('-', ''),
    region: 'cn-hangzhou',
    product: 'oss',
  }
  return test.oss({ ...signHeader(session, { signedAt, scope, ...request }), body: chunks(body) })
}
const lifecycle = (method: string, body = '') => send({ method, key: '', query: { lifecycle: '' } }, body)
const rules = (...all: string[]) =>
  `<LifecycleConfiguration>${all.map((rule) => `<Rule>${rule}</Rule>`).join('')}</LifecycleConfiguration>`
const rule = (id: string, prefix: string, action: string, status = 'Enabled') =>
  `<ID>${id}</ID><Prefix>${prefix}</Prefix><Status>${status}</Status>${action}`
const EXPIRE = '<Expiration><Days>1</Days></Expiration>'
const ABORT = '<AbortMultipartUpload><Days>1</Days></AbortMultipartUpload>'

describe('Lifecycle rules', () => {
  it('remove pending objects and abort multipart uploads when they are a day old', async () => {
    expect((await lifecycle('PUT', rules(rule('a', 'pending/', EXPIRE), rule('b', 'u/', ABORT)))).status).toBe(200)
    await send({ method: 'PUT', key: 'pending/a' }, 'x')
    await send({ method: 'PUT', key: 'kept' }, 'x')
    const uploadId = xmlText((await send({ method: 'POST', key: 'u/a', query: { uploads: '' } })).text, 'UploadId')
    await send({ method: 'PUT', key: 'u/a', query: { uploadId, partNumber: '1' } }, 'part')
    pass(DAY - HOUR)
    expect((await send({ method: 'HEAD', key: 'pending/a' })).status).toBe(200)
    // A day old, but the rules run only at midnight.
    pass(2 * HOUR)
    expect((await send({ method: 'HEAD', key: 'pending/a' })).status).toBe(200)
    pass(DAY)
    expect((await send({ method: 'HEAD', key: 'pending/a' })).status).toBe(404)
    expect((await send({ method: 'HEAD', key: 'kept' })).status).toBe(200)
    const gone = await send({ method: 'PUT', key: 'u/a', query: { uploadId, partNumber: '2' } }, 'x')
    expect(gone).toMatchObject({ status: 404, code: 'NoSuchUpload' })
    expect(await test.files()).toBe(1)
  })

  it('may have a date instead, and do nothing while they are disabled', async () => {
    const before = '<Expiration><CreatedBeforeDate>2026-01-03T00:00:00.000Z</CreatedBeforeDate></Expiration>'
    await lifecycle('PUT', rules(rule('a', 'old/', before), rule('b', 'off/', EXPIRE, 'Disabled')))
    await send({ method: 'PUT', key: 'old/a' }, 'x')
    await send({ method: 'PUT', key: 'off/a' }, 'x')
    pass(3 * DAY)
    await send({ method: 'PUT', key: 'old/b' }, 'x')
    expect(test.bucket.store.list().map(({ key }) => key)).toEqual(['off/a', 'old/b'])
  })

  it('mark objects as deleted in a bucket with versioning, and remove earlier versions later', async () => {
    const noncurrent = '<NoncurrentVersionExpiration><NoncurrentDays>2</NoncurrentDays></NoncurrentVersionExpiration>'
    expect((await lifecycle('PUT', rules(rule('a', 'u/', EXPIRE + noncurrent)))).status).toBe(200)
    expect(xmlText((await lifecycle('GET')).text, 'NoncurrentDays')).toBe('2')
    await test.bucket.change({ versioning: 'Enabled' })
    await send({ method: 'PUT', key: 'u/a' }, 'x')
    await send({ method: 'PUT', key: 'kept' }, 'x')
    await send({ method: 'PUT', key: 'kept' }, 'y')
    const versions = (key: string) => test.bucket.store.versions(key).length
    pass(2 * DAY)
    const expired = await send({ method: 'HEAD', key: 'u/a' })
    expect(expired).toMatchObject({ status: 404, headers: { 'x-oss-delete-marker': 'true' } })
    expect(versions('u/a')).toBe(2)
    pass(3 * DAY)
    await send({ method: 'HEAD', key: 'u/a' })
    expect([versions('u/a'), versions('kept'), await test.files()]).toEqual([1, 2, 2])
  })

  it('name what they cannot do', async () => {
    const marker = '<Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration>'
    const answer = await lifecycle('PUT', rules(rule('a', '', marker)))
    expect(answer).toMatchObject({ status: 501, code: 'NotImplemented' })
    expect(xmlText(answer.text, 'Message')).toContain('ExpiredObjectDeleteMarker')
  })

  it('are read as they were set, until they are deleted', async () => {
    expect(await lifecycle('GET')).toMatchObject({ status: 404, code: 'NoSuchLifecycle' })
    await lifecycle('PUT', rules(`<Prefix></Prefix><Status>Enabled</Status>${EXPIRE}`))
    const { text } = await lifecycle('GET')
    expect([xmlText(text, 'Days'), xmlText(text, 'Status'), xmlText(text, 'ID').length]).toEqual(['1', 'Enabled', 32])
    expect((await lifecycle('DELETE')).status).toBe(204)
    expect(await lifecycle('GET')).toMatchObject({ status: 404 })
  })

  it.each<[string, string, string, string]>([
    [
      'that meet in their prefixes',
      rules(rule('a', 'u/', EXPIRE), rule('b', 'u/1/', EXPIRE)),
      'InvalidArgument',
      '0014-00000084',
    ],
    ['of one name', rules(rule('a', 'u/', EXPIRE), rule('a', 'v/', EXPIRE)), 'InvalidArgument', ''],
    ['of no days', rules(rule('a', '', '<Expiration><Days>0</Days></Expiration>')), 'InvalidArgument', ''],
    [
      'of noon',
      rules(rule('a', '', '<Expiration><CreatedBeforeDate>2026-01-03T12:00:00Z</CreatedBeforeDate></Expiration>')),
      'InvalidArgument',
      '',
    ],
    [
      'of days and a date',
      rules(
        rule(
          'a',
          '',
          '<Expiration><Days>1</Days><CreatedBeforeDate>2026-01-03T00:00:00Z</CreatedBeforeDate></Expiration>',
        ),
      ),
      'MalformedXML',
      '',
    ],
    ['of two prefixes', rules(rule('a', 'u/', `<Prefix>v/</Prefix>${EXPIRE}`)), 'MalformedXML', '0014-00000010'],
    ['of no action', rules(rule('a', 'u/', '')), 'MalformedXML', ''],
    ['of no status', rules(`<Prefix>a</Prefix>${EXPIRE}`), 'MalformedXML', ''],
    ['that are none', rules(), 'MalformedXML', ''],
    ['that are no XML', '{}', 'MalformedXML', ''],
  ])('%s are refused', async (_, body, code, ec) => {
    expect(await lifecycle('PUT', body)).toMatchObject({ status: 400, code, ec })
  })

  it('of the same prefix may have different actions', async () => {
    expect((await lifecycle('PUT', rules(rule('a', 'u/', EXPIRE), rule('b', 'u/', ABORT)))).status).toBe(200)
  })
})

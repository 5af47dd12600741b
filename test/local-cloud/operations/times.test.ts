import fc from 'fast-check'
import type { Session } from '../../../dev/local-cloud/auth/key-ring'
import { ossTime } from '../../../dev/local-cloud/http/oss-time'
import { BUCKET, chunks, type TestCloud, useTestCloud, xmlText } from '../rig/in-process'
import { SCOPE, type SignedRequest, signHeader } from '../rig/sign'

let test: TestCloud
let session: Session
useTestCloud((opened) => {
  test = opened
  // OSS counts seconds; this clock stands between two of them.
  test.pass(789)
  session = test.session()
})

const send = (request: SignedRequest, body = '') => test.oss({ ...signHeader(session, request), body: chunks(body) })

describe('A time of OSS', () => {
  it('has whole seconds and the fraction .000, whatever the clock shows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_800_000 }), (instant) => {
        expect(ossTime(instant)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/)
        expect(Math.floor(instant / 1000)).toBe(Date.parse(ossTime(instant)) / 1000)
      }),
    )
  })

  /** `element` of each answer with a time. */
  it.each<[string, string, () => Promise<string>]>([
    ['a list of objects', 'LastModified', async () => (await send({ key: '' })).text],
    [
      'a list of objects, version 2',
      'LastModified',
      async () => (await send({ key: '', query: { 'list-type': '2' } })).text,
    ],
    ['a list of uploads', 'Initiated', async () => (await send({ key: '', query: { uploads: '' } })).text],
    [
      'a list of parts',
      'LastModified',
      async () => (await send({ key: 'm', query: { uploadId: await uploadId() } })).text,
    ],
    ['a list of buckets', 'CreationDate', async () => (await test.oss(serviceRequest())).text],
    ['the facts of a bucket', 'CreationDate', async () => (await send({ key: '', query: { bucketInfo: '' } })).text],
    ['a copy', 'LastModified', async () => (await send({ method: 'PUT', key: 'b', headers: SOURCE })).text],
    [
      'a copied part',
      'LastModified',
      async () => {
        const query = { uploadId: await uploadId(), partNumber: '2' }
        return (await send({ method: 'PUT', key: 'm', query, headers: SOURCE })).text
      },
    ],
  ])('stands in %s', async (_, element, answer) => {
    await send({ method: 'PUT', key: 'a' }, 'x')
    await send({ method: 'PUT', key: 'm', query: { uploadId: await uploadId(), partNumber: '1' } }, 'x')
    expect(xmlText(await answer(), element)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/)
  })

  it('stands in the error of a clock that is off', async () => {
    const { text } = await send({ signedAt: 0, scope: { ...SCOPE, day: '19700101' } })
    expect([xmlText(text, 'RequestTime'), xmlText(text, 'ServerTime')]).toEqual([
      '1970-01-01T00:00:00.000Z',
      '2026-01-02T03:04:05.000Z',
    ])
  })
})

const SOURCE = { 'x-oss-copy-source': `/${BUCKET}/a` }

const serviceRequest = () => ({ ...signHeader(session, { bucket: '', key: '' }), target: '/' })

/** The one upload of the test. */
async function uploadId(): Promise<string> {
  const existing = test.bucket.uploads.list()[0]?.uploadId
  return existing ?? xmlText((await send({ method: 'POST', key: 'm', query: { uploads: '' } })).text, 'UploadId')
}

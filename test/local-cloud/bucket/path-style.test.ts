import { BUCKET, chunks, type TestCloud, useTestCloud, xmlText } from '../rig/in-process'
import { pinnedForm, post } from '../rig/post-form'
import { type SignedRequest, signHeader } from '../rig/sign'

let test: TestCloud
useTestCloud(
  (opened) => {
    test = opened
  },
  { otherBuckets: ['other-bucket'] },
)

const send = (request: SignedRequest, secret?: string) => {
  const session = test.session()
  const signer = secret === undefined ? session : { ...session, accessKeySecret: secret }
  return test.oss({ ...signHeader(signer, request), body: chunks('x') })
}

describe('A bucket in the path', () => {
  it.each<[string, SignedRequest]>([
    ['an object', { method: 'GET', key: 'a' }],
    ['an upload', { method: 'PUT', key: 'dir/a' }],
    ['a list', { method: 'GET', key: '', query: { 'list-type': '2' } }],
    ['a list at the bare path', { method: 'GET', key: '' }],
  ])('that does not exist is reported for %s, and not a wrong signature', async (_, request) => {
    const answer = await send({ ...request, bucket: 'wrong-bucket' })
    expect(answer).toMatchObject({ status: 404, code: 'NoSuchBucket', ec: '0015-00000101' })
    expect(xmlText(answer.text, 'BucketName')).toBe('wrong-bucket')
    expect(await test.bucket.store.list()).toEqual([])
  })

  it('that does not exist is reported for a form', async () => {
    const form = post(pinnedForm(test.session(), { key: 'a' }))
    for (const target of ['/wrong-bucket', '/wrong-bucket/']) {
      expect(await test.oss({ ...form, body: chunks('x'), target })).toMatchObject({
        status: 404,
        code: 'NoSuchBucket',
      })
    }
  })

  it('that does not exist does not hide a wrong secret', async () => {
    expect(await send({ key: 'a', bucket: 'wrong-bucket' }, 'wrong')).toMatchObject({ code: 'SignatureDoesNotMatch' })
  })

  it('may have the name of a folder of the bound bucket', async () => {
    expect((await send({ method: 'PUT', key: 'photos/a' })).status).toBe(200)
    expect((await send({ key: 'photos/a' })).text).toBe('x')
    expect((await send({ method: 'PUT', key: 'other-bucket/a' })).status).toBe(200)
    expect((await send({ key: 'a', bucket: 'other-bucket' })).code).toBe('NoSuchKey')
  })

  it.each([
    [BUCKET, 'http://localhost/m'],
    ['other-bucket', 'http://localhost/other-bucket/m'],
  ])('stands in the Location of an object of %s if it was in the request', async (bucket, location) => {
    const initiated = await send({ method: 'POST', bucket, key: 'm', query: { uploads: '' } })
    const query = { uploadId: xmlText(initiated.text, 'UploadId') }
    const part = await send({ method: 'PUT', bucket, key: 'm', query: { ...query, partNumber: '1' } })
    const session = test.session()
    const body = `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>${part.headers.etag}</ETag></Part></CompleteMultipartUpload>`
    const done = await test.oss({
      ...signHeader(session, { method: 'POST', bucket, key: 'm', query }),
      body: chunks(body),
    })
    expect([done.status, xmlText(done.text, 'Location')]).toEqual([200, location])
  })
})

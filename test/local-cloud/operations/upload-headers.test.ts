import { createHash } from 'node:crypto'
import type { Session } from '../../../dev/local-cloud/auth/key-ring'
import { BUCKET, chunks, type TestCloud, useTestCloud, xmlText } from '../rig/in-process'
import { formBody, pinnedForm, post, postRequest } from '../rig/post-form'
import { type SignedRequest, signHeader } from '../rig/sign'

let test: TestCloud
let session: Session
useTestCloud((opened) => {
  test = opened
  session = test.session()
})

const send = (request: SignedRequest, body: string | Uint8Array = 'x') =>
  test.oss({ ...signHeader(session, { key: 'a', ...request }), body: chunks(body) })

describe('x-oss-server-side-encryption', () => {
  const NAME = 'x-oss-server-side-encryption'

  it.each(['AES256', 'SM4'])('%s stands in the answers about the object', async (algorithm) => {
    const headers = { [NAME]: algorithm }
    expect((await send({ method: 'PUT', headers })).headers[NAME]).toBe(algorithm)
    for (const method of ['GET', 'HEAD']) expect((await send({ method })).headers[NAME]).toBe(algorithm)
    const copy = { 'x-oss-copy-source': `/${BUCKET}/a` }
    expect((await send({ method: 'PUT', key: 'plain', headers: copy })).headers).not.toHaveProperty(NAME)
    expect((await send({ method: 'PUT', key: 'b', headers: { ...copy, ...headers } })).headers[NAME]).toBe(algorithm)
    const initiated = await send({ method: 'POST', key: 'm', query: { uploads: '' }, headers })
    const query = { uploadId: xmlText(initiated.text, 'UploadId') }
    const part = await send({ method: 'PUT', key: 'm', query: { ...query, partNumber: '1' } })
    const list = `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>${part.headers.etag}</ETag></Part></CompleteMultipartUpload>`
    const completed = await send({ method: 'POST', key: 'm', query }, list)
    for (const answer of [initiated, part, completed]) expect(answer.headers[NAME]).toBe(algorithm)
    const form = await test.oss(post(pinnedForm(session, { key: 'form', [NAME]: algorithm })))
    expect(form.headers[NAME]).toBe(algorithm)
  })

  it.each([
    [{ [NAME]: 'KMS' }, 'KMS'],
    [{ [`${NAME}-key-id`]: '9468da86' }, `${NAME}-key-id`],
    [{ [NAME]: 'KMS', 'x-oss-server-side-data-encryption': 'SM4' }, 'KMS'],
  ])('%j is refused by its name', async (headers, name) => {
    const answer = await send({ method: 'PUT', headers: headers as Record<string, string> })
    expect(answer).toMatchObject({ status: 501, code: 'NotImplemented' })
    expect(xmlText(answer.text, 'Message')).toContain(name)
    expect(await test.bucket.store.find('a')).toBeUndefined()
  })
})

describe('x-oss-traffic-limit', () => {
  const SLOWEST = '819200'
  /** At 100 KB a second these take a second. */
  const BYTES = new Uint8Array(102_400)
  const NAME = 'x-oss-traffic-limit'

  it('slows uploads and downloads down', async () => {
    const slow: [string, () => Promise<{ status: number }>][] = [
      ['an upload', () => send({ method: 'PUT', headers: { [NAME]: SLOWEST } }, BYTES)],
      ['a download', () => send({ query: { [NAME]: SLOWEST } })],
      [
        'a form',
        () => test.oss(postRequest(formBody(pinnedForm(session, { key: 'f', [NAME]: SLOWEST }), { bytes: BYTES }))),
      ],
    ]
    for (const [what, request] of slow) {
      const start = performance.now()
      expect([what, Math.floor((await request()).status / 100)]).toEqual([what, 2])
      expect(performance.now() - start).toBeGreaterThan(900)
    }
  })

  it.each(['abc', '819199', '838860801', ''])('of %j is refused', async (value) => {
    const refusal = { status: 400, code: 'InvalidArgument', ec: '0004-00000502' }
    expect(await send({ method: 'PUT', headers: { [NAME]: value } })).toMatchObject(refusal)
    expect(await test.oss(post(pinnedForm(session, { key: 'f', [NAME]: value })))).toMatchObject(refusal)
  })

  it('is refused in header and query at once', async () => {
    const request = { headers: { [NAME]: SLOWEST }, query: { [NAME]: SLOWEST } }
    expect(await send(request)).toMatchObject({ status: 400, ec: '0004-00000501' })
  })
})

describe('Content-MD5 of a form', () => {
  it('is that of the whole body', async () => {
    const body = formBody(pinnedForm(session, { key: 'f' }), { bytes: 'photo' })
    const send = (md5: string) => {
      const request = postRequest(body)
      return test.oss({ ...request, headers: { ...request.headers, 'content-md5': md5 } })
    }
    const files = await test.files()
    const ofFile = createHash('md5').update('photo').digest('base64')
    expect(await send(ofFile)).toMatchObject({ status: 400, code: 'InvalidDigest' })
    expect(await test.files()).toBe(files)
    expect((await send(createHash('md5').update(body).digest('base64'))).status).toBe(204)
  })
})

describe('x-oss-tagging of a form', () => {
  it('is refused by its name', async () => {
    const answer = await test.oss(post(pinnedForm(session, { key: 'f', 'x-oss-tagging': 'a=1' })))
    expect(answer).toMatchObject({ status: 501, code: 'NotImplemented' })
    expect(xmlText(answer.text, 'Message')).toContain('x-oss-tagging')
  })
})

describe('An empty x-oss-object-acl', () => {
  it('means none', async () => {
    const headers = { 'x-oss-object-acl': '' }
    expect((await send({ method: 'PUT', headers })).status).toBe(200)
    expect((await send({ method: 'POST', query: { uploads: '' }, headers })).status).toBe(200)
    expect(await test.bucket.store.find('a')).toMatchObject({ acl: 'default' })
  })
})

describe('x-oss-callback-var', () => {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64')
  const CALLBACK = encode({ callbackUrl: 'http://localhost:1/', callbackBody: 'a=1' })

  it.each([
    [{ b: '1' }, 203],
    [{ 'x:a': '1', b: '2' }, 203],
    [{ 'x:A': '1' }, 400],
    [{ 'x:a': 1 }, 400],
  ])('%j is answered %d', async (variables, status) => {
    const headers = { 'x-oss-callback': CALLBACK, 'x-oss-callback-var': encode(variables) }
    expect((await send({ method: 'PUT', headers })).status).toBe(status)
  })
})

describe('x-oss-copy-source-range', () => {
  it.each([
    ['bytes=2-4', 'cde'],
    ['bytes=7-', 'hij'],
    ['bytes=-2', 'ij'],
    ['bytes=0-9', 'abcdefghij'],
    ['bytes=8-12', 'InvalidRange'],
    ['bytes=-11', 'InvalidRange'],
    ['bytes=10-', 'InvalidRange'],
    ['bytes=-', 'InvalidArgument'],
    ['7-', 'InvalidArgument'],
  ])('%s copies %s', async (range, copied) => {
    await send({ method: 'PUT' }, 'abcdefghij')
    const initiated = await send({ method: 'POST', key: 'm', query: { uploads: '' } })
    const query = { uploadId: xmlText(initiated.text, 'UploadId'), partNumber: '1' }
    const headers = { 'x-oss-copy-source': `/${BUCKET}/a`, 'x-oss-copy-source-range': range }
    const answer = await send({ method: 'PUT', key: 'm', query, headers }, '')
    const etag = createHash('md5').update(copied).digest('hex').toUpperCase()
    expect(answer.code || xmlText(answer.text, 'ETag')).toBe(copied.startsWith('Invalid') ? copied : `"${etag}"`)
  })
})

describe('A range of the last 0 bytes', () => {
  it('is that of the whole object, or cannot be satisfied if the standard counts', async () => {
    await send({ method: 'PUT' }, 'abc')
    const range = { range: 'bytes=-0' }
    const request = signHeader(session, { key: 'a' })
    expect(await test.oss({ ...request, headers: { ...request.headers, ...range } })).toMatchObject({
      status: 200,
      text: 'abc',
    })
    const standard = signHeader(session, { key: 'a', headers: { 'x-oss-range-behavior': 'standard' } })
    expect(await test.oss({ ...standard, headers: { ...standard.headers, ...range } })).toMatchObject({ status: 416 })
  })
})

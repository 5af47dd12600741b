import { createHash } from 'node:crypto'
import type { Session } from '../../../dev/local-cloud/auth/key-ring'
import { createCrc64 } from '../../../dev/local-cloud/store/crc64'
import { type TestCloud, useTestCloud, xmlText } from '../rig/in-process'
import { KEY, listXml, multipartClient } from '../rig/multipart-client'
import { signHeader } from '../rig/sign'

const PART = 100 * 1024

let test: TestCloud
let session: Session
useTestCloud((opened) => {
  test = opened
  session = opened.session()
})

const { send, initiate, part, complete } = multipartClient(() => ({ test, session }))
const stored = () => test.bucket.store.find(KEY)
const big = (letter: string, size = PART) => Buffer.alloc(size, letter)

describe('A multipart upload', () => {
  it('becomes one object, with the settings of its start', async () => {
    const uploadId = await initiate({
      'content-type': 'video/mp4',
      'x-oss-meta-owner': 'me',
      'x-oss-object-acl': 'private',
    })
    const pieces = [big('a'), big('b', PART + 1), big('c', 5)]
    const etags: [number, string][] = []
    for (const [index, piece] of pieces.entries()) {
      const answer = await part(uploadId, index * 2 + 1, piece)
      expect(answer.headers.etag).toBe(`"${createHash('md5').update(piece).digest('hex').toUpperCase()}"`)
      expect(answer.headers['content-md5']).toBe(createHash('md5').update(piece).digest('base64'))
      etags.push([index * 2 + 1, answer.headers.etag ?? ''])
    }
    const whole = Buffer.concat(pieces)
    const crc = createCrc64()
    crc.update(whole)
    const answer = await complete(uploadId, listXml(...etags))
    expect(answer).toMatchObject({ status: 200, headers: { 'x-oss-hash-crc64ecma': crc.decimal() } })
    expect(xmlText(answer.text, 'Key')).toBe(KEY)
    expect(xmlText(answer.text, 'ETag')).toBe(answer.headers.etag)
    expect(answer.headers.etag).toMatch(/^"[0-9A-F]{32}-3"$/)
    const got = await test.oss(signHeader(session, { key: KEY }))
    expect(got.text).toBe(whole.toString())
    expect(got.headers).toMatchObject({
      'content-type': 'video/mp4',
      'x-oss-meta-owner': 'me',
      'x-oss-object-type': 'Multipart',
    })
    expect(got.headers['content-md5']).toBeUndefined()
    expect(await stored()).toMatchObject({ acl: 'private' })
    expect(await test.files()).toBe(1)
  })

  it('is completed from all stored parts with x-oss-complete-all', async () => {
    const uploadId = await initiate()
    await part(uploadId, 2, 'end')
    await part(uploadId, 1, big('a'))
    const withBody = await complete(uploadId, listXml([1, 'x']), { 'x-oss-complete-all': 'yes' })
    expect(withBody).toMatchObject({ status: 400, code: 'InvalidArgument', ec: '0042-00000216' })
    expect(await complete(uploadId, '', { 'x-oss-complete-all': 'no' })).toMatchObject({ code: 'InvalidArgument' })
    expect((await complete(uploadId, '', { 'x-oss-complete-all': 'yes' })).status).toBe(200)
    expect(await stored()).toMatchObject({ size: PART + 3 })
    const empty = await initiate()
    expect((await complete(empty, '', { 'x-oss-complete-all': 'yes' })).status).toBe(200)
    expect(await stored()).toMatchObject({ size: 0 })
  })

  it('keeps the last of two parts with one number', async () => {
    const uploadId = await initiate()
    const first = await part(uploadId, 1, 'first')
    const second = await part(uploadId, 1, 'second')
    expect(await test.files()).toBe(1)
    const old = await complete(uploadId, listXml([1, first.headers.etag ?? '']))
    expect(old).toMatchObject({ status: 400, code: 'InvalidPart' })
    expect((await complete(uploadId, listXml([1, second.headers.etag ?? '']))).status).toBe(200)
    expect(await stored()).toMatchObject({ size: 6 })
  })

  it('leaves out parts that are not in the list', async () => {
    const uploadId = await initiate()
    const one = await part(uploadId, 1, 'one')
    await part(uploadId, 2, 'two')
    await complete(uploadId, listXml([1, (one.headers.etag ?? '').replaceAll('"', '').toLowerCase()]))
    expect(await stored()).toMatchObject({ size: 3 })
    expect(await test.files()).toBe(1)
  })

  it('can be completed once only', async () => {
    const uploadId = await initiate()
    const one = await part(uploadId, 1, 'one')
    const list = listXml([1, one.headers.etag ?? ''])
    const answers = await Promise.all([complete(uploadId, list), complete(uploadId, list)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404])
    expect(await part(uploadId, 2, 'x')).toMatchObject({ status: 404, code: 'NoSuchUpload', ec: '0042-00000104' })
    expect(await test.files()).toBe(1)
  })

  it.each<[string, (etag: string) => string, string, string]>([
    ['no XML', () => 'x', 'MalformedXML', ''],
    ['nothing', () => '', 'MalformedXML', ''],
    ['another document', () => '<Delete></Delete>', 'MalformedXML', ''],
    [
      'a part without its hash',
      () => '<CompleteMultipartUpload><Part><PartNumber>1</PartNumber></Part></CompleteMultipartUpload>',
      'MalformedXML',
      '',
    ],
    ['a document type', (etag) => `<!DOCTYPE x [<!ENTITY y "z">]>${listXml([1, etag])}`, 'MalformedXML', ''],
    ['a part that is not there', (etag) => listXml([1, etag], [9, etag]), 'InvalidPart', ''],
    ['another hash', () => listXml([1, '"0"']), 'InvalidPart', ''],
    ['parts in the wrong order', (etag) => listXml([2, etag], [1, etag]), 'InvalidPartOrder', '0042-00000209'],
    ['a part twice', (etag) => listXml([1, etag], [1, etag]), 'InvalidPartOrder', '0042-00000209'],
    ['part 0', (etag) => listXml([0, etag]), 'InvalidArgument', '0017-00000220'],
    ['part 10001', (etag) => listXml([10001, etag]), 'InvalidArgument', '0017-00000220'],
  ])('is not completed by %s', async (_, body, code, ec) => {
    const uploadId = await initiate()
    const { headers } = await part(uploadId, 1, big('a'))
    expect(await complete(uploadId, body(headers.etag ?? ''))).toMatchObject({ status: 400, code, ec })
    expect(await stored()).toBeUndefined()
    expect(test.bucket.uploads.parts(uploadId).length).toBe(1)
  })

  it('makes an empty object of no part', async () => {
    const uploadId = await initiate()
    expect((await complete(uploadId, listXml())).status).toBe(200)
    expect(await stored()).toMatchObject({ size: 0, crc64: '0' })
    expect((await send({ method: 'GET' })).text).toBe('')
  })

  it('has no part below 100 KB except the last', async () => {
    const uploadId = await initiate()
    const small = await part(uploadId, 1, big('a', PART - 1))
    const last = await part(uploadId, 2, 'x')
    const list = listXml([1, small.headers.etag ?? ''], [2, last.headers.etag ?? ''])
    const answer = await complete(uploadId, list)
    expect(answer).toMatchObject({ status: 400, code: 'EntityTooSmall' })
    expect(xmlText(answer.text, 'PartNumber')).toBe('1')
    const enough = await part(uploadId, 1, big('a'))
    expect((await complete(uploadId, list.replace(small.headers.etag ?? '', enough.headers.etag ?? ''))).status).toBe(
      200,
    )
  })

  it.each(['0', '10001', '-1', '1.5', 'one', ''])('has no part %j', async (number) => {
    const uploadId = await initiate()
    expect(await part(uploadId, number, 'x')).toMatchObject({
      status: 400,
      code: 'InvalidArgument',
      ec: '0017-00000220',
    })
  })

  it('belongs to its key', async () => {
    const uploadId = await initiate()
    const query = { uploadId, partNumber: '1' }
    for (const request of [
      { method: 'PUT', query },
      { method: 'POST', query: { uploadId } },
      { method: 'GET', query: { uploadId } },
      { method: 'DELETE', query: { uploadId } },
    ]) {
      const body = request.method === 'POST' ? listXml([1, 'x']) : ''
      expect(await send({ ...request, key: 'u/other' }, body)).toMatchObject({ status: 404, code: 'NoSuchUpload' })
    }
    expect(await part('../../data', 1, 'x')).toMatchObject({ status: 404, code: 'NoSuchUpload' })
    expect(await test.files()).toBe(0)
  })

  it('refuses a part whose bytes differ from Content-MD5', async () => {
    const uploadId = await initiate()
    const request = {
      method: 'PUT',
      query: { uploadId, partNumber: '1' },
      headers: { 'content-md5': 'kAFQmDzST7DWlj99KOF/cg==' },
    }
    expect(await send(request, 'abd')).toMatchObject({ status: 400, code: 'InvalidDigest' })
    expect((await send(request, 'abc')).status).toBe(200)
    expect(await test.files()).toBe(1)
  })

  it('takes its parts in order when it is sequential', async () => {
    const uploadId = await initiate({}, { sequential: '' })
    expect(await part(uploadId, 2, 'x')).toMatchObject({ status: 409, code: 'PartNotSequential' })
    await part(uploadId, 1, 'x')
    expect((await part(uploadId, 2, 'x')).status).toBe(200)
    expect((await part(uploadId, 1, 'again')).status).toBe(200)
  })
})

describe('A multipart upload to an existing key', () => {
  const FORBID = { 'x-oss-forbid-overwrite': 'true' }
  const put = () => send({ method: 'PUT' }, 'first')

  it('is refused at the start', async () => {
    await put()
    const answer = await send({ method: 'POST', query: { uploads: '' }, headers: FORBID })
    expect(answer).toMatchObject({ status: 409, code: 'FileAlreadyExists', ec: '0026-00000002' })
  })

  it.each([
    ['at the start', FORBID, {}],
    ['at the end', {}, FORBID],
  ])('is refused at the end if overwriting was forbidden %s', async (_, first, last) => {
    const uploadId = await initiate(first)
    const { headers } = await part(uploadId, 1, 'second')
    await put()
    const list = listXml([1, headers.etag ?? ''])
    const refused = await complete(uploadId, list, last)
    expect(refused).toMatchObject({ status: 409, code: 'FileAlreadyExists', ec: '0042-00000214' })
    expect(await stored()).toMatchObject({ size: 5 })
    await send({ method: 'DELETE' })
    expect((await complete(uploadId, list, last)).status).toBe(200)
  })

  it('overwrites it otherwise', async () => {
    await put()
    const uploadId = await initiate()
    const { headers } = await part(uploadId, 1, 'second')
    expect((await complete(uploadId, listXml([1, headers.etag ?? '']))).status).toBe(200)
    expect(await stored()).toMatchObject({ size: 6 })
    expect(await test.files()).toBe(1)
  })
})

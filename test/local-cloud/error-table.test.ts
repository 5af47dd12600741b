import type { Session } from '../../dev/local-cloud/auth/key-ring'
import { type Answer, BUCKET, chunks, openTestCloud, type TestCloud, xmlText } from './in-process'
import { formBody, pinnedForm, post, postRequest, signForm, v4Fields } from './post-form'
import { type SignedRequest, signHeader } from './sign'

let test: TestCloud
let session: Session
beforeEach(async () => {
  test = await openTestCloud()
  session = test.session()
})
afterEach(() => test.close())

const send = (request: SignedRequest, body: string | Uint8Array = 'x', signer: Session = session) =>
  test.oss({ ...signHeader(signer, request), body: chunks(body) })
const put = (headers: Record<string, string> = {}, key = 'a') => send({ method: 'PUT', key, headers })
const form = (fields: Record<string, string> = {}, more: unknown[] = []) =>
  test.oss(post(pinnedForm(session, { key: 'a', ...fields }, more)))
const raw = (body: string | Uint8Array) => test.oss(postRequest(body))

async function multipart(...parts: [number, Uint8Array | string][]): Promise<{ uploadId: string; etags: string[] }> {
  const uploadId = xmlText((await send({ method: 'POST', key: 'm', query: { uploads: '' } }, '')).text, 'UploadId')
  const etags: string[] = []
  for (const [number, bytes] of parts) {
    const query = { uploadId, partNumber: `${number}` }
    etags.push((await send({ method: 'PUT', key: 'm', query }, bytes)).headers.etag ?? '')
  }
  return { uploadId, etags }
}
const complete = (uploadId: string, parts: [number, string][], headers: Record<string, string> = {}) => {
  const list = parts.map(([number, etag]) => `<Part><PartNumber>${number}</PartNumber><ETag>${etag}</ETag></Part>`)
  const body = `<CompleteMultipartUpload>${list.join('')}</CompleteMultipartUpload>`
  return send({ method: 'POST', key: 'm', query: { uploadId }, headers }, body)
}

/** Status, code and EC as the documentation has them; no EC where no page gives one. */
const ROWS: Record<string, () => Promise<Answer>> = {
  '400 InvalidPolicyDocument 0006-00000206: a policy with more in it': () =>
    test.oss(post(signForm(session, { ...v4Fields(session), key: 'a' }, '{"more":1}'))),
  '400 InvalidArgument -: a form without a key': () => {
    const { key: _, ...rest } = pinnedForm(session, { key: 'a' })
    return test.oss(post(rest))
  },
  '400 InvalidArgument 0006-00000117: a forbid-overwrite that is neither true nor false': () =>
    put({ 'x-oss-forbid-overwrite': 'yes' }),
  '400 InvalidArgument 0017-00000220: part 10001': async () => {
    const { uploadId } = await multipart()
    return send({ method: 'PUT', key: 'm', query: { uploadId, partNumber: '10001' } })
  },
  '400 FieldItemTooLong -: a field of more than 2 MB': () => test.oss(post({ key: 'a'.repeat(2 * 1024 * 1024 + 1) })),
  '400 MalformedPOSTRequest -: a form that ends too early': () =>
    raw(formBody({ key: 'a' }, { bytes: 'x' }).subarray(0, 120)),
  '400 RequestIsNotMultiPartContent -: a POST that is no form': () =>
    test.oss({ method: 'POST', headers: { 'content-type': 'text/plain' } }),
  '400 IncorrectNumberOfFilesInPOSTRequest -: a form without a file': () =>
    raw(Buffer.from(formBody({ key: 'a' }, { bytes: 'x' }).toString().replace('name="file"', 'name="other"'))),
  '400 MaxPOSTPreDataLengthExceededError -: fields of more than 8 MB': () =>
    test.oss(post(Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [name, 'x'.repeat(2_000_000)])))),
  '400 EntityTooLarge -: a file above the range': () => form({}, [['content-length-range', 0, 3]]),
  '400 EntityTooSmall -: a file below the range': () => form({}, [['content-length-range', 1000, 2000]]),
  '400 EntityTooSmall -: a part below 100 KB': async () => {
    const { uploadId, etags } = await multipart([1, 'small'], [2, 'last'])
    return complete(uploadId, [
      [1, etags[0] ?? ''],
      [2, etags[1] ?? ''],
    ])
  },
  '400 InvalidDigest -: a Content-MD5 of other bytes': () => put({ 'content-md5': 'kAFQmDzST7DWlj99KOF/cg==' }),
  '400 InvalidEncryptionAlgorithmError -: an encryption that is none': () =>
    put({ 'x-oss-server-side-encryption': 'DES' }),
  '400 InvalidObjectName -: a key that begins with a backslash': () => put({}, '\\a'),
  '400 InvalidBucketName -: a bucket of two letters': () =>
    test.oss({ headers: { host: 'ab.oss-cn-hangzhou.aliyuncs.com' } }),
  '400 MalformedXML -: CORS rules that are no XML': () => send({ method: 'PUT', key: '', query: { cors: '' } }, 'x'),
  '400 PublicEndpointForbidden 0048-00000401: the default domain of a new account': () => {
    test.cloud.settings.forbidPublicEndpoint = true
    return put({ host: `${BUCKET}.oss-cn-hangzhou.aliyuncs.com` })
  },
  '409 FileAlreadyExists 0026-00000002: a key that is taken': async () => {
    await put()
    return put({ 'x-oss-forbid-overwrite': 'true' })
  },
  '409 FileAlreadyExists 0042-00000214: a key that is taken when parts are joined': async () => {
    const { uploadId, etags } = await multipart([1, 'x'])
    await put({}, 'm')
    return complete(uploadId, [[1, etags[0] ?? '']], { 'x-oss-forbid-overwrite': 'true' })
  },
  '409 PartNotSequential -: a part out of order': async () => {
    const initiated = await send({ method: 'POST', key: 'm', query: { uploads: '', sequential: '' } }, '')
    return send({
      method: 'PUT',
      key: 'm',
      query: { uploadId: xmlText(initiated.text, 'UploadId'), partNumber: '2' },
    })
  },
  '404 NoSuchBucket -: a bucket that is not there': () =>
    test.oss({ headers: { host: 'nothing-here.oss-cn-hangzhou.aliyuncs.com' } }),
  '404 NoSuchKey 0026-00000001: an object that is not there': () => send({ key: 'none' }),
  '404 NoSuchUpload 0017-00000244: an upload that is not there': () => send({ key: 'm', query: { uploadId: 'none' } }),
  '400 InvalidPart -: a part that is not there': async () =>
    complete((await multipart([1, 'x'])).uploadId, [[2, '"x"']]),
  '400 InvalidPartOrder 0042-00000209: parts in the wrong order': async () => {
    const { uploadId, etags } = await multipart([1, 'x'], [2, 'y'])
    return complete(uploadId, [
      [2, etags[1] ?? ''],
      [1, etags[0] ?? ''],
    ])
  },
  '412 PreconditionFailed -: an If-Match of another object': async () => {
    await put()
    const request = signHeader(session, { key: 'a' })
    return test.oss({ ...request, headers: { ...request.headers, 'if-match': '"x"' } })
  },
  '416 InvalidRange -: a range beyond the end': async () => {
    await put()
    const request = signHeader(session, { key: 'a', headers: { 'x-oss-range-behavior': 'standard' } })
    return test.oss({ ...request, headers: { ...request.headers, range: 'bytes=9-9' } })
  },
  '411 MissingContentLength -: a body of no length': () =>
    send({ method: 'PUT', key: 'a', headers: { 'transfer-encoding': undefined as never } }),
  '405 MethodNotAllowed -: another method': () => test.oss({ method: 'PATCH', target: '/a' }),
  '203 CallbackFailed 0007-00000203: a server that does not answer': () => {
    const callback = { callbackUrl: 'http://localhost:1/', callbackBody: 'a=1' }
    return put({ 'x-oss-callback': Buffer.from(JSON.stringify(callback)).toString('base64') })
  },
}

describe('OSS answers', () => {
  it.each(Object.entries(ROWS))('%s', async (row, raise) => {
    const [, status, code, ec = ''] = /^(\d+) (\w+) (?:-|([\d-]+)):/.exec(row) ?? []
    expect(await raise()).toMatchObject({ status: Number(status), code, ec })
    const noted = { status: Number(status), code, ec, rule: expect.stringMatching(/./) }
    expect(test.cloud.journal.entries.at(-1)).toMatchObject(noted)
  })
})

/** What needs a crowd or a bill unpaid: raised as faults. */
const OUTAGES = [
  '301 PermanentRedirect',
  '400 BadRequest',
  '400 RequestTimeout',
  '403 AbnormalBucketOwnerStatus',
  '403 BucketDisable',
  '403 UserDisable',
  '500 InternalError',
  '503 ActiveRequestLimitExceeded',
  '503 CpuLimitExceeded',
  '503 DownloadTrafficRateLimitExceeded',
  '503 MetaOperationQpsLimitExceeded',
  '503 ServiceUnavailable',
  '503 TotalQpsLimitExceeded',
  '503 UploadTrafficRateLimitExceeded',
]

describe('OSS answers when it is told to', () => {
  it.each(OUTAGES)('%s', async (row) => {
    const [status, code = ''] = row.split(' ')
    test.cloud.faults.inject('PutObject', { kind: 'answer', status: Number(status), code })
    expect(await put()).toMatchObject({ status: Number(status), code })
    expect((await put()).status).toBe(200)
  })
})

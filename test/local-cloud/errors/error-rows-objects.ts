import { BUCKET } from '../rig/in-process'
import { signHeader } from '../rig/sign'
import type { Rows } from './error-client'

/** Errors of requests on objects and buckets. */
export const OBJECT_ROWS: Rows = {
  '400 InvalidArgument 0006-00000117: a forbid-overwrite that is neither true nor false': ({ put }) =>
    put({ 'x-oss-forbid-overwrite': 'yes' }),
  '400 EntityTooLarge -: a body that says it is longer than 5 GB': ({ put }) =>
    put({ 'content-length': `${5 * 1024 ** 3 + 1}` }),
  '400 InvalidDigest -: a Content-MD5 of other bytes': ({ put }) => put({ 'content-md5': 'kAFQmDzST7DWlj99KOF/cg==' }),
  '400 InvalidEncryptionAlgorithmError -: an encryption that is none': ({ put }) =>
    put({ 'x-oss-server-side-encryption': 'DES' }),
  '400 InvalidObjectName -: a key that begins with a backslash': ({ put }) => put({}, '\\a'),
  '400 InvalidBucketName -: a bucket of two letters': ({ test }) =>
    test.oss({ headers: { host: 'ab.oss-cn-hangzhou.aliyuncs.com' } }),
  '400 PublicEndpointForbidden 0048-00000401: the default domain of a new account': ({ put, test }) => {
    test.cloud.settings.forbidPublicEndpoint = true
    return put({ host: `${BUCKET}.oss-cn-hangzhou.aliyuncs.com` })
  },
  '409 FileAlreadyExists 0026-00000002: a key that is taken': async ({ put }) => {
    await put()
    return put({ 'x-oss-forbid-overwrite': 'true' })
  },
  '404 NoSuchBucket 0015-00000101: a bucket that is not there': ({ test }) =>
    test.oss({ headers: { host: 'nothing-here.oss-cn-hangzhou.aliyuncs.com' } }),
  '404 NoSuchKey 0026-00000001: an object that is not there': ({ send }) => send({ key: 'none' }),
  '412 PreconditionFailed -: an If-Match of another object': async ({ put, session, test }) => {
    await put()
    const request = signHeader(session, { key: 'a' })
    return test.oss({ ...request, headers: { ...request.headers, 'if-match': '"x"' } })
  },
  '416 InvalidRange -: a range beyond the end': async ({ put, session, test }) => {
    await put()
    const request = signHeader(session, { key: 'a', headers: { 'x-oss-range-behavior': 'standard' } })
    return test.oss({ ...request, headers: { ...request.headers, range: 'bytes=9-9' } })
  },
  '411 MissingContentLength -: a body of no length': ({ send }) =>
    send({ method: 'PUT', key: 'a', headers: { 'transfer-encoding': undefined as never } }),
  '405 MethodNotAllowed -: another method': ({ test }) => test.oss({ method: 'PATCH', target: '/a' }),
  '203 CallbackFailed 0007-00000203: a server that does not answer': ({ put }) => {
    const callback = { callbackUrl: 'http://localhost:1/', callbackBody: 'a=1' }
    return put({ 'x-oss-callback': Buffer.from(JSON.stringify(callback)).toString('base64') })
  },
  '400 InvalidRequest -: headers of the answer, wished for by nobody': async ({ put, test }) => {
    await put({ 'x-oss-object-acl': 'public-read' })
    return test.oss({ target: '/a?response-content-type=text%2Fhtml' })
  },
  '404 NoSuchCORSConfiguration -: a bucket without CORS rules': async ({ send }) => {
    await send({ method: 'DELETE', key: '', query: { cors: '' } }, '')
    return send({ key: '', query: { cors: '' } }, '')
  },
  '404 NoSuchLifecycle -: a bucket without lifecycle rules': ({ send }) =>
    send({ key: '', query: { lifecycle: '' } }, ''),
  '404 NoSuchStyle -: a style that nobody has made': async ({ put, send }) => {
    await put({ 'content-type': 'image/jpeg' })
    return send({ key: 'a', query: { 'x-oss-process': 'style/none' } }, '')
  },
  '400 BadRequest -: an image that is none': async ({ put, send }) => {
    await put({ 'content-type': 'image/jpeg' })
    return send({ key: 'a', query: { 'x-oss-process': 'image/info' } }, '')
  },
  '400 ImageTooLarge -: an image of more than 20 MB': async ({ put, send }) => {
    await put({}, 'a', new Uint8Array(20 * 1024 * 1024 + 1))
    return send({ key: 'a', query: { 'x-oss-process': 'image/info' } }, '')
  },
  '409 BucketNotEmpty 0015-00000301: a bucket with an object that is to be deleted': async ({ put, send, test }) => {
    await put()
    const { root } = test.cloud.ring.pairs
    return send({ method: 'DELETE', key: '' }, '', { ...test.session(), ...root, securityToken: '' })
  },
  '400 InvalidTag 0010-00000219: a tag with two values': ({ put }) => put({ 'x-oss-tagging': 'a=b=c' }),
  '400 InvalidArgument 0016-00000501: an append without a position': ({ append }) => append(),
  '400 InvalidArgument 0016-00000502: an append at a position that is no number': ({ append }) => append('end'),
  '409 PositionNotEqualToLength 0026-00000016: an append behind the end': ({ append }) => append('7'),
  '409 ObjectNotAppendable 0026-00000017: an append to a normal object': async ({ append, put }) => {
    await put()
    return append('1')
  },
  '400 OperationNotSupported -: a copy of an appendable object': async ({ append, put }) => {
    await append('0')
    return put({ 'x-oss-copy-source': `/${BUCKET}/a` }, 'b', '')
  },
  '400 InvalidArgument 0004-00000502: a limit that is too low': ({ put }) => put({ 'x-oss-traffic-limit': '1000' }),
  '501 NotImplemented -: an encryption with a key of KMS': ({ put }) => put({ 'x-oss-server-side-encryption': 'KMS' }),
  '501 NotImplemented -: what this cloud does not have': ({ send }) => send({ key: '', query: { website: '' } }, ''),
}

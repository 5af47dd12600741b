import type { Session } from '../../../dev/local-cloud/auth/key-ring'
import { type Answer, BUCKET, chunks, type TestCloud, useTestCloud } from '../rig/in-process'
import { KEY, listXml, multipartClient } from '../rig/multipart-client'
import { signUrl } from '../rig/sign'

let test: TestCloud
let session: Session
useTestCloud((opened) => {
  test = opened
  session = opened.session()
})

const { send, initiate, part, complete } = multipartClient(() => ({ test, session }))

describe('A part by presigned URL', () => {
  it('can fix length and type, and is valid only for its number', async () => {
    const uploadId = await initiate()
    const headers = { 'content-type': 'application/octet-stream', 'content-length': '3' }
    const query = { uploadId, partNumber: '1' }
    const request = signUrl(session, { method: 'PUT', key: KEY, headers, query, additional: ['content-length'] })
    const longer = { ...request, headers: { ...headers, 'content-length': '4' }, body: chunks('abcd') }
    expect(await test.oss(longer)).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' })
    const other = { ...request, target: request.target.replace('partNumber=1', 'partNumber=2'), body: chunks('abc') }
    expect(await test.oss(other)).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' })
    const copying = { ...request, headers: { ...headers, 'x-oss-copy-source': `/${BUCKET}/x` } }
    expect(await test.oss(copying)).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' })
    expect((await test.oss({ ...request, body: chunks('abc') })).status).toBe(200)
    expect((await test.oss({ ...request, body: chunks('xyz') })).status).toBe(200)
    expect(test.bucket.uploads.parts(uploadId).map(({ size }) => size)).toEqual([3])
  })

  it('differs from the next one only in number and signature', async () => {
    const at = (partNumber: string) =>
      new URLSearchParams(
        signUrl(session, { method: 'PUT', key: KEY, query: { uploadId: 'A', partNumber } }).target.split('?')[1],
      )
    const [one, two] = [at('1'), at('2')]
    const differing = [...one.keys()].filter((name) => one.get(name) !== two.get(name))
    expect(differing).toEqual(['partNumber', 'x-oss-signature'])
  })
})

describe('The rights for a multipart upload', () => {
  const only = (...actions: string[]) => {
    const Resource = [`acs:oss:*:*:${BUCKET}`, `acs:oss:*:*:${BUCKET}/u/*`]
    return test.session({ Version: '1', Statement: [{ Effect: 'Allow', Action: actions, Resource }] })
  }

  it('are the documented ones', async () => {
    const uploadId = await initiate()
    const { headers } = await part(uploadId, 1, 'x')
    const list = listXml([1, headers.etag ?? ''])
    const needs: [string, (signer: Session) => Promise<Answer>][] = [
      ['oss:PutObject', (signer) => send({ method: 'POST', query: { uploads: '' } }, '', signer)],
      ['oss:PutObject', (signer) => part(uploadId, 1, 'x', signer)],
      ['oss:ListParts', (signer) => send({ query: { uploadId } }, '', signer)],
      ['oss:ListMultipartUploads', (signer) => send({ key: '', query: { uploads: '' } }, '', signer)],
      ['oss:PutObject', (signer) => complete(uploadId, list, {}, signer)],
    ]
    for (const [action, run] of needs) {
      expect(await run(only('oss:GetObject', 'oss:DeleteObject'))).toMatchObject({ status: 403, ec: '0003-00000301' })
      expect((await run(only(action))).status).toBe(200)
    }
    const other = await initiate()
    const abort = (signer: Session) => send({ method: 'DELETE', query: { uploadId: other } }, '', signer)
    expect(await abort(only('oss:PutObject', 'oss:DeleteObject'))).toMatchObject({ status: 403 })
    expect((await abort(only('oss:AbortMultipartUpload'))).status).toBe(204)
  })

  it('end at the prefix', async () => {
    const writer = only('oss:PutObject')
    const answer = await send({ method: 'POST', key: 'other/a', query: { uploads: '' } }, '', writer)
    expect(answer).toMatchObject({ status: 403, code: 'AccessDenied' })
  })
})

import type { Session } from '../../../dev/local-cloud/auth/key-ring'
import { type Answer, BUCKET, type TestCloud, useTestCloud, xmlText } from '../rig/in-process'
import { KEY, listXml, multipartClient } from '../rig/multipart-client'
import { signHeader } from '../rig/sign'

let test: TestCloud
let session: Session
useTestCloud((opened) => {
  test = opened
  session = opened.session()
})

const { send, initiate, part, complete } = multipartClient(() => ({ test, session }))

describe('ListParts', () => {
  it('lists page by page', async () => {
    const uploadId = await initiate({ 'x-oss-storage-class': 'IA' })
    for (const number of [1, 2, 10]) await part(uploadId, number, 'x'.repeat(number))
    const first = await send({ query: { uploadId, 'max-parts': '2' } })
    expect(first.text.match(/<PartNumber>\d+/g)).toEqual(['<PartNumber>1', '<PartNumber>2'])
    expect(
      ['IsTruncated', 'NextPartNumberMarker', 'MaxParts', 'StorageClass', 'UploadId'].map((name) =>
        xmlText(first.text, name),
      ),
    ).toEqual(['true', '2', '2', 'IA', uploadId])
    const rest = await send({ query: { uploadId, 'part-number-marker': '2' } })
    expect(rest.text.match(/<(PartNumber|Size)>\d+/g)).toEqual(['<PartNumber>10', '<Size>10'])
    expect(xmlText(rest.text, 'HashCrc64ecma')).toMatch(/^\d+$/)
    expect(xmlText(rest.text, 'IsTruncated')).toBe('false')
  })

  it.each([
    ['max-parts', '0'],
    ['max-parts', '1001'],
    ['part-number-marker', 'x'],
    ['encoding-type', 'xml'],
  ])('refuses %s=%s', async (name, value) => {
    const uploadId = await initiate()
    expect(await send({ query: { uploadId, [name]: value } })).toMatchObject({ status: 400, code: 'InvalidArgument' })
  })
})

describe('ListMultipartUploads', () => {
  const list = (query: Record<string, string> = {}) => send({ key: '', query: { uploads: '', ...query } })
  const keys = ({ text }: Answer) => [...text.matchAll(/<Upload>\s*<Key>([^<]*)/g)].map((match) => match[1])

  it('lists uploads in progress by prefix, delimiter and page', async () => {
    const keysOf = ['a/1', 'a/2', 'b', 'c+ d']
    for (const key of keysOf) await send({ method: 'POST', key, query: { uploads: '' } })
    await send({ method: 'POST', key: 'b', query: { uploads: '' } })
    expect(keys(await list())).toEqual(['a/1', 'a/2', 'b', 'b', 'c+ d'])
    expect(keys(await list({ prefix: 'a/' }))).toEqual(['a/1', 'a/2'])
    const folded = await list({ delimiter: '/', 'encoding-type': 'url' })
    expect([keys(folded), xmlText(folded.text, 'Prefix')]).toEqual([['b', 'b', 'c%2B%20d'], ''])
    expect(folded.text).toContain('<Prefix>a%2F</Prefix>')
    const first = await list({ 'max-uploads': '3' })
    const marker = {
      'key-marker': xmlText(first.text, 'NextKeyMarker'),
      'upload-id-marker': xmlText(first.text, 'NextUploadIdMarker'),
    }
    expect(keys(first).concat(keys(await list(marker)))).toEqual(['a/1', 'a/2', 'b', 'b', 'c+ d'])
    const rest = await list({ 'key-marker': 'b' })
    expect(keys(rest)).toEqual(['c+ d'])
    // OSS names the last upload even if there are no more.
    expect(['IsTruncated', 'NextKeyMarker', 'NextUploadIdMarker'].map((name) => xmlText(rest.text, name))).toEqual([
      'false',
      'c+ d',
      expect.stringMatching(/^[0-9A-F]{32}$/),
    ])
  })
})

describe('AbortMultipartUpload', () => {
  it('removes all parts', async () => {
    const uploadId = await initiate()
    await part(uploadId, 1, 'x')
    expect((await send({ method: 'DELETE', query: { uploadId } })).status).toBe(204)
    expect(await test.files()).toBe(0)
    expect(await send({ method: 'DELETE', query: { uploadId } })).toMatchObject({ status: 404, code: 'NoSuchUpload' })
    expect(await send({ query: { uploadId } })).toMatchObject({ status: 404, code: 'NoSuchUpload' })
  })
})

describe('UploadPartCopy', () => {
  const copy = (uploadId: string, headers: Record<string, string>) =>
    send({
      method: 'PUT',
      query: { uploadId, partNumber: '1' },
      headers: { 'x-oss-copy-source': `/${BUCKET}/src`, ...headers },
    })

  it('copies a part from another object or a range of it', async () => {
    await send({ method: 'PUT', key: 'src' }, '0123456789')
    const uploadId = await initiate()
    const whole = await copy(uploadId, {})
    expect(xmlText(whole.text, 'ETag')).toBe(whole.headers.etag)
    const range = await copy(uploadId, { 'x-oss-copy-source-range': 'bytes=2-4' })
    await complete(uploadId, listXml([1, range.headers.etag ?? '']))
    expect((await test.oss(signHeader(session, { key: KEY }))).text).toBe('234')
  })

  it.each<[Record<string, string>, number, string]>([
    [{ 'x-oss-copy-source-range': 'bytes=5-99' }, 416, 'InvalidRange'],
    [{ 'x-oss-copy-source-range': '5-9' }, 400, 'InvalidArgument'],
    [{ 'x-oss-copy-source': `/${BUCKET}/none` }, 404, 'NoSuchKey'],
    [{ 'x-oss-copy-source-if-match': '"other"' }, 412, 'PreconditionFailed'],
  ])('with %j is refused: %d %s', async (headers, status, code) => {
    await send({ method: 'PUT', key: 'src' }, '0123456789')
    const uploadId = await initiate()
    expect(await copy(uploadId, headers)).toMatchObject({ status, code })
    expect(test.bucket.uploads.parts(uploadId)).toEqual([])
  })
})

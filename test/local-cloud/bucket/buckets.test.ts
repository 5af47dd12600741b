import type { Credentials } from '../../../dev/local-cloud/auth/key-ring'
import { type Answer, BUCKET, chunks, type TestCloud, useTestCloud } from '../rig/in-process'
import { post } from '../rig/post-form'
import { type SignedRequest, signHeader } from '../rig/sign'

let test: TestCloud
let root: Credentials
useTestCloud(
  (opened) => {
    test = opened
    root = { ...opened.cloud.ring.pairs.root, securityToken: '' }
  },
  { otherBuckets: ['second-bucket'] },
)

const send = (request: SignedRequest, body = '', signer = root): Promise<Answer> =>
  test.oss({ ...signHeader(signer, request), body: chunks(body) })
const put = (key: string, acl?: string) =>
  send({ method: 'PUT', key, ...(acl && { headers: { 'x-oss-object-acl': acl } }) }, 'bytes')
const policy = (...Statement: object[]) => ({ Version: '1', Statement })

describe('Several buckets', () => {
  it('have separate objects, which can be copied between them', async () => {
    await put('a')
    await send({ method: 'PUT', bucket: 'second-bucket', key: 'b' }, 'second')
    expect(await send({ bucket: 'second-bucket', key: 'a' })).toMatchObject({ status: 404, code: 'NoSuchKey' })
    const headers = { 'x-oss-copy-source': '/second-bucket/b' }
    expect((await send({ method: 'PUT', key: 'copy', headers })).status).toBe(200)
    expect(await send({ key: 'copy' })).toMatchObject({ text: 'second' })
    const host = 'second-bucket.oss-cn-hangzhou.aliyuncs.com'
    const request = signHeader(root, { bucket: 'second-bucket', key: 'b' })
    const byHost = { ...request, target: '/b', headers: { ...request.headers, host } }
    expect(await test.oss(byHost)).toMatchObject({ status: 200, text: 'second' })
  })

  it('accept forms in path style', async () => {
    const acl = { method: 'PUT', bucket: 'second-bucket', key: '', query: { acl: '' } }
    await send({ ...acl, headers: { 'x-oss-acl': 'public-read-write' } })
    expect((await test.oss({ ...post({ key: 'form' }), target: '/second-bucket/' })).status).toBe(204)
    expect(await test.cloud.buckets.get('second-bucket')?.store.find('form')).toBeDefined()
    expect(await test.bucket.store.find('form')).toBeUndefined()
  })

  it('have no CORS rules when they are new, as in OSS', async () => {
    const answer = await send({ bucket: 'second-bucket', key: '', query: { cors: '' } })
    expect(answer).toMatchObject({ status: 404, code: 'NoSuchCORSConfiguration' })
  })

  it('have names of a checked form', async () => {
    const at = (host: string) => test.oss({ target: '/a', headers: { host } })
    expect(await at('A_B.oss-cn-hangzhou.aliyuncs.com')).toMatchObject({ status: 400, code: 'InvalidBucketName' })
    expect(await at('ab.oss-cn-hangzhou.aliyuncs.com')).toMatchObject({ status: 400, code: 'InvalidBucketName' })
    expect(await at('third-bucket.oss-cn-hangzhou.aliyuncs.com')).toMatchObject({ status: 404, code: 'NoSuchBucket' })
    expect(await at(`${BUCKET}.cn-hangzhou.oss.aliyuncs.com`)).toMatchObject({ status: 403 })
    expect(await at('example.com')).toMatchObject({ status: 404, code: 'NoSuchBucket' })
  })
})

describe('DeleteMultipleObjects', () => {
  const remove = (body: string, signer = root) =>
    send({ method: 'POST', key: '', query: { delete: '', 'encoding-type': 'url' } }, body, signer)

  it('deletes the objects and lists them unless it is quiet', async () => {
    for (const key of ['a b', 'c&d', '照']) await put(key)
    const answer = await remove(
      '<Delete><Quiet>false</Quiet><Object><Key>a b</Key></Object><Object><Key>c&amp;d</Key></Object><Object><Key>&#29031;</Key></Object></Delete>',
    )
    expect([...answer.text.matchAll(/<Key>([^<]*)/g)].map((match) => match[1])).toEqual(['a%20b', 'c%26d', '%E7%85%A7'])
    expect(test.bucket.store.list()).toEqual([])
    await put('a b')
    expect(await remove('<Delete><Quiet>true</Quiet><Object><Key>a b</Key></Object></Delete>')).toMatchObject({
      status: 200,
      text: '',
    })
  })

  it('deletes none if one is not allowed', async () => {
    await put('u/1')
    await put('v/1')
    const own = test.session(
      policy({ Effect: 'Allow', Action: 'oss:DeleteObject', Resource: `acs:oss:*:*:${BUCKET}/u/*` }),
    )
    const both = '<Delete><Object><Key>u/1</Key></Object><Object><Key>v/1</Key></Object></Delete>'
    expect(await remove(both, own)).toMatchObject({ status: 403, code: 'AccessDenied' })
    expect(test.bucket.store.list().length).toBe(2)
  })

  it.each(['', '<Delete></Delete>', '<Delete><Object></Delete>', '<Other/>'])('refuses %j', async (body) => {
    expect(await remove(body)).toMatchObject({ status: 400, code: 'MalformedXML' })
  })
})

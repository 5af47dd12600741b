import type { Credentials } from '../../../dev/local-cloud/auth/key-ring'
import { type Answer, BUCKET, chunks, type TestCloud, useTestCloud, xmlText } from '../rig/in-process'
import { pinnedForm, post } from '../rig/post-form'
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
const bucketAcl = (acl: string) => send({ method: 'PUT', key: '', query: { acl: '' }, headers: { 'x-oss-acl': acl } })
const anonymous = (method: string, target: string) => test.oss({ method, target, body: chunks('x') })
const rule = () => test.cloud.journal.entries.at(-1)?.rule
const policy = (...Statement: object[]) => ({ Version: '1', Statement })
const allow = (Action: string | string[], Condition?: object) => ({
  Effect: 'Allow',
  Action,
  Resource: [`acs:oss:*:*:${BUCKET}`, `acs:oss:*:*:${BUCKET}/*`],
  ...(Condition && { Condition }),
})
const deny = (Action: string, Condition?: object) => ({ ...allow(Action, Condition), Effect: 'Deny' })

describe('A request without a signature', () => {
  it.each([
    ['private', 'default', false, false],
    ['private', 'public-read', true, false],
    ['private', 'public-read-write', true, true],
    ['public-read', 'default', true, false],
    ['public-read', 'private', false, false],
    ['public-read-write', 'default', true, true],
    ['public-read-write', 'private', false, false],
    ['public-read-write', 'public-read', true, false],
  ])(
    'in a bucket that is %s may with an object that is %s: read %s, write %s',
    async (bucket, object, reads, writes) => {
      await put('a', object)
      await bucketAcl(bucket)
      expect((await anonymous('GET', '/a')).status).toBe(reads ? 200 : 403)
      expect((await anonymous('HEAD', '/a')).status).toBe(reads ? 200 : 403)
      expect((await anonymous('PUT', '/a')).status).toBe(writes ? 200 : 403)
      // An object that is put without an ACL has the default ACL again.
      await put('a', object)
      expect((await anonymous('DELETE', '/a')).status).toBe(writes ? 204 : 403)
    },
  )

  it('lists a bucket and adds to it if its ACL allows that', async () => {
    expect(await anonymous('GET', '/')).toMatchObject({ status: 403, code: 'AccessDenied', ec: '0003-00000001' })
    await bucketAcl('public-read')
    expect((await anonymous('GET', '/')).status).toBe(200)
    expect(rule()).toBe('bucket ACL public-read')
    expect((await anonymous('PUT', '/new')).status).toBe(403)
    expect((await test.oss(post({ key: 'form' }))).status).toBe(403)
    await bucketAcl('public-read-write')
    expect((await anonymous('PUT', '/new')).status).toBe(200)
    expect((await test.oss(post({ key: 'form' }))).status).toBe(204)
    expect((await anonymous('PUT', '/new?acl')).status).toBe(403)
    expect((await anonymous('DELETE', '/?cors')).status).toBe(403)
  })

  it('is refused by a bucket that blocks public access, whatever its ACLs say', async () => {
    await put('a', 'public-read')
    await bucketAcl('public-read-write')
    const block = (on: boolean) =>
      send(
        { method: 'PUT', key: '', query: { publicAccessBlock: '' } },
        `<PublicAccessBlockConfiguration><BlockPublicAccess>${on}</BlockPublicAccess></PublicAccessBlockConfiguration>`,
      )
    expect((await block(true)).status).toBe(200)
    expect((await anonymous('GET', '/a')).status).toBe(403)
    expect((await anonymous('PUT', '/b')).status).toBe(403)
    for (const refused of [put('c', 'public-read'), bucketAcl('public-read'), put('c', 'public-read-write')]) {
      expect(await refused).toMatchObject({ status: 403, code: 'AccessDenied' })
      expect(rule()).toBe('Block Public Access')
    }
    const initiate = {
      method: 'POST',
      key: 'c',
      query: { uploads: '' },
      headers: { 'x-oss-object-acl': 'public-read' },
    }
    expect(await send(initiate)).toMatchObject({ status: 403, code: 'AccessDenied' })
    const form = pinnedForm(test.session(), { key: 'c', 'x-oss-object-acl': 'public-read' })
    expect(await test.oss(post(form))).toMatchObject({ status: 403, code: 'AccessDenied' })
    expect((await put('c', 'private')).status).toBe(200)
    await block(false)
    expect((await anonymous('GET', '/a')).status).toBe(200)
  })
})

describe('The ACL of an object', () => {
  const acl = (method: string, key: string, headers: Record<string, string> = {}, signer = root) =>
    send({ method, key, query: { acl: '' }, headers }, '', signer)

  it('is set and read by principals with the rights', async () => {
    await put('a')
    expect((await acl('PUT', 'a', { 'x-oss-object-acl': 'public-read' })).status).toBe(200)
    const answer = await acl('GET', 'a')
    expect([xmlText(answer.text, 'Grant'), xmlText(answer.text, 'ID')]).toEqual(['public-read', '1234567890123456'])
    expect(await acl('PUT', 'none', { 'x-oss-object-acl': 'private' })).toMatchObject({
      status: 404,
      code: 'NoSuchKey',
    })
    expect(await acl('GET', 'none')).toMatchObject({ status: 404, code: 'NoSuchKey' })
    expect(await acl('PUT', 'a')).toMatchObject({ status: 400, code: 'InvalidArgument', ec: '0017-00000105' })
    expect(await acl('PUT', 'a', { 'x-oss-object-acl': 'open' })).toMatchObject({
      status: 400,
      code: 'InvalidArgument',
    })
    const writer = test.session(policy(allow('oss:PutObject')))
    expect(await acl('PUT', 'a', { 'x-oss-object-acl': 'private' }, writer)).toMatchObject({ status: 403 })
    const stranger = { ...test.cloud.ring.pairs.stranger, securityToken: '' }
    expect(await acl('PUT', 'a', { 'x-oss-object-acl': 'private' }, stranger)).toMatchObject({ ec: '0003-00000008' })
  })
})

describe('A long-lived key', () => {
  it('may do what its user may: everything for the account itself, OSS for one user, nothing for the others', async () => {
    const { root: _, ossUser, ...others } = test.cloud.ring.pairs
    expect((await put('a')).status).toBe(200)
    expect(test.cloud.journal.entries.at(-1)?.who).toBe('root')
    expect((await send({ key: 'a' }, '', { ...ossUser, securityToken: '' })).status).toBe(200)
    for (const pair of Object.values(others)) {
      expect(await send({ key: 'a' }, '', { ...pair, securityToken: '' })).toMatchObject({
        status: 403,
        code: 'AccessDenied',
        ec: '0003-00000001',
      })
    }
  })

  it('is refused while it is not active', async () => {
    const key = test.cloud.ring.keys.get(root.accessKeyId)
    if (key) key.isActive = false
    expect(await put('a')).toMatchObject({ status: 403, code: 'InvalidAccessKeyId' })
    if (key) key.isActive = true
    expect((await put('a')).status).toBe(200)
  })

  it('is refused with a token', async () => {
    expect(await send({ key: 'a' }, '', { ...root, securityToken: 'CAISx' })).toMatchObject({
      status: 403,
      code: 'InvalidAccessKeyId',
      ec: '0002-00000002',
    })
  })
})

describe('An STS session', () => {
  it.each<[string, object, number]>([
    ['from an address within', allow('oss:PutObject', { IpAddress: { 'acs:SourceIp': ['10.0.0.0/24'] } }), 200],
    ['from an address without', allow('oss:PutObject', { IpAddress: { 'acs:SourceIp': ['10.1.0.0/16'] } }), 403],
    ['by plain HTTP', allow('oss:PutObject', { Bool: { 'acs:SecureTransport': 'false' } }), 200],
    ['by TLS only', allow('oss:PutObject', { Bool: { 'acs:SecureTransport': true } }), 403],
    ['before a date', allow('oss:PutObject', { DateLessThan: { 'acs:CurrentTime': '2026-01-02T03:05:00Z' } }), 200],
    [
      'after a date',
      allow('oss:PutObject', { DateGreaterThan: { 'acs:CurrentTime': '2026-01-02T03:05:00+00:00' } }),
      403,
    ],
    ['with an ACL that is named', allow('oss:PutObject', { StringEquals: { 'oss:x-oss-object-acl': 'private' } }), 200],
    [
      'without the ACL that is named',
      allow('oss:PutObject', { StringEquals: { 'oss:x-oss-object-acl': 'default' } }),
      403,
    ],
  ])('may put %s: %j → %d', async (_, statement, status) => {
    const headers = { 'x-oss-object-acl': 'private' }
    const answer = await send({ method: 'PUT', key: 'a', headers }, 'x', test.session(policy(statement)))
    expect(answer.status).toBe(status)
  })

  it('can be denied public ACLs', async () => {
    const isPublic = { StringLike: { 'oss:x-oss-object-acl': 'public-*' } }
    const writer = test.session(policy(allow('oss:*'), deny('oss:Put*', isPublic)))
    const putAs = (acl: string) => send({ method: 'PUT', key: 'a', headers: { 'x-oss-object-acl': acl } }, 'x', writer)
    expect((await putAs('private')).status).toBe(200)
    expect(await putAs('public-read')).toMatchObject({ status: 403, ec: '0003-00000301' })
    expect(rule()).toBe('oss:PutObject: session policy, statement 2: Deny')
    const setAcl = { method: 'PUT', key: 'a', query: { acl: '' }, headers: { 'x-oss-object-acl': 'public-read' } }
    expect(await send(setAcl, '', writer)).toMatchObject({ status: 403 })
    const form = pinnedForm(writer, { key: 'a', 'x-oss-object-acl': 'public-read' })
    expect(await test.oss(post(form))).toMatchObject({ status: 403 })
  })

  it('can be limited to a prefix when it lists', async () => {
    const lister = test.session(policy(allow('oss:ListObjects', { StringLike: { 'oss:Prefix': ['u/1/*'] } })))
    const list = (prefix?: string) => send({ key: '', query: { ...(prefix && { prefix }) } }, '', lister)
    expect((await list('u/1/a')).status).toBe(200)
    expect((await list('u/2/')).status).toBe(403)
    expect((await list()).status).toBe(403)
  })

  it('is not allowed by an ACL what a policy denies', async () => {
    await put('a', 'public-read')
    const denied = test.session(policy(allow('oss:PutObject'), deny('oss:GetObject')))
    expect((await send({ key: 'a' }, '', denied)).status).toBe(403)
    const silent = test.session(policy(allow('oss:PutObject')))
    expect((await send({ key: 'a' }, '', silent)).status).toBe(200)
    expect(rule()).toBe('object ACL public-read')
  })

  it('has no rights that its role does not have', async () => {
    const all = test.session(policy({ Effect: 'Allow', Action: '*', Resource: '*' }))
    expect((await send({ method: 'PUT', key: 'a' }, 'x', all)).status).toBe(200)
    expect(rule()).toBe('role policy, statement 1: Allow; session policy, statement 1: Allow')
  })
})

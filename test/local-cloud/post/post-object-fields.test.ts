// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are placeholders of OSS, not of JavaScript.

import type { Session } from '../../../dev/local-cloud/auth/key-ring'
import { BUCKET, type TestCloud, useTestCloud } from '../rig/in-process'
import { pinned, pinnedForm, post, postRequest, signForm, v4Fields } from '../rig/post-form'

let test: TestCloud
let session: Session
useTestCloud((opened) => {
  test = opened
  session = opened.session()
})

const stored = (key: string) => test.bucket.store.find(key)

describe('An existing key', () => {
  const forbid = { key: 'a', 'x-oss-forbid-overwrite': 'true' }

  it('is kept if overwriting is forbidden', async () => {
    await test.oss(post(pinnedForm(session, forbid), 'first'))
    const answer = await test.oss(post(pinnedForm(session, forbid), 'second'))
    expect(answer).toMatchObject({ status: 409, code: 'FileAlreadyExists' })
    expect(await stored('a')).toMatchObject({ size: 5 })
  })

  it('is overwritten otherwise', async () => {
    await test.oss(post(pinnedForm(session, { key: 'a' }), 'first'))
    await test.oss(post(pinnedForm(session, { key: 'a' }), 'second'))
    expect(await stored('a')).toMatchObject({ size: 6 })
    expect(await test.files()).toBe(1)
  })

  it('is created by exactly one of many concurrent requests', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => test.oss(post(pinnedForm(session, forbid)))))
    expect(answers.map(({ status }) => status).sort()).toEqual([204, ...Array.from({ length: 19 }, () => 409)])
    expect(await test.files()).toBe(1)
  })
})

describe('A field value', () => {
  it.each([
    ['x-oss-forbid-overwrite', 'yes', 'InvalidArgument', '0006-00000117'],
    ['x-oss-object-acl', 'public', 'InvalidArgument', ''],
    ['x-oss-storage-class', 'Cold', 'InvalidArgument', ''],
    ['x-oss-server-side-encryption', 'DES', 'InvalidEncryptionAlgorithmError', ''],
    ['x-oss-meta-a_b', '1', 'InvalidArgument', ''],
    ['x-oss-meta-long', 'x'.repeat(8192), 'InvalidArgument', '0011-00000002'],
    ['callback', 'not base64 json', 'InvalidArgument', '0007-00000002'],
    ['callback', 'e30=', 'InvalidArgument', ''],
    ['content-type', 'image/png', 'InvalidArgument', ''],
    ['X-OSS-Object-Acl', 'private', 'InvalidArgument', ''],
  ])('%s: %.20s is refused with %s', async (name, value, code, ec) => {
    const answer = await test.oss(post(pinnedForm(session, { key: 'a', [name]: value })))
    expect(answer).toMatchObject({ status: 400, code, ec })
    expect(await stored('a')).toBeUndefined()
  })

  it.each(['/a', '\\a', 'x'.repeat(1024), '照'.repeat(342), ''])('of the key may not be %.5s…', async (key) => {
    expect(await test.oss(post(pinnedForm(session, { key })))).toMatchObject({ status: 400, code: 'InvalidObjectName' })
  })
})

describe('The rights for a form', () => {
  const allow = (resource: string, more: object = {}) => ({
    Version: '1',
    Statement: [{ Effect: 'Allow', Action: ['oss:PutObject'], Resource: [resource], ...more }],
  })

  it('are those that both role and session policy allow', async () => {
    const narrow = test.session(allow(`acs:oss:*:*:${BUCKET}/u/1/*`))
    expect((await test.oss(post(pinnedForm(narrow, { key: 'u/1/a' })))).status).toBe(204)
    const answer = await test.oss(post(pinnedForm(narrow, { key: 'u/2/a' })))
    expect(answer).toMatchObject({ status: 403, code: 'AccessDenied', ec: '0003-00000301' })
    const other = test.session(allow('acs:oss:*:*:otherbucket/*'))
    expect(await test.oss(post(pinnedForm(other, { key: 'a' })))).toMatchObject({ code: 'AccessDenied' })
  })

  it('are checked with the key after ${filename} is replaced', async () => {
    const narrow = test.session(allow(`acs:oss:*:*:${BUCKET}/u/*.jpg`))
    const send = (name: string) => test.oss(post(pinnedForm(narrow, { key: 'u/${filename}' }), { bytes: 'x', name }))
    expect((await send('a.jpg')).status).toBe(204)
    expect((await send('a.exe')).status).toBe(403)
  })

  it('can deny public objects', async () => {
    const policy = allow(`acs:oss:*:*:${BUCKET}/*`)
    const deny = { 'oss:x-oss-object-acl': ['public-read', 'public-read-write'] }
    const denial = { ...policy.Statement[0], Effect: 'Deny', Condition: { StringEquals: deny } }
    const careful = test.session({ ...policy, Statement: [...policy.Statement, denial] })
    const send = (acl: string) => test.oss(post(pinnedForm(careful, { key: 'a', 'x-oss-object-acl': acl })))
    expect((await send('private')).status).toBe(204)
    expect((await send('public-read')).status).toBe(403)
  })

  it('are missing for the key that may only call STS', async () => {
    const { account } = test.cloud.ring
    const user = { ...session, ...account, securityToken: '' }
    const { 'x-oss-security-token': _, ...v4 } = v4Fields(user)
    const fields = { ...v4, key: 'a' }
    const answer = await test.oss(post(signForm(user, fields, pinned(fields))))
    expect(answer).toMatchObject({ status: 403, code: 'AccessDenied', ec: '0003-00000001' })
  })

  it('are missing without a signature', async () => {
    expect(await test.oss(post({ key: 'a' }))).toMatchObject({ status: 403, code: 'AccessDenied' })
  })
})

describe('A body', () => {
  it('that is not a form is refused', async () => {
    const request = { ...postRequest('{}'), headers: { host: 'localhost', 'content-type': 'application/json' } }
    expect(await test.oss(request)).toMatchObject({ status: 400, code: 'RequestIsNotMultiPartContent' })
  })

  it('that ends before its closing boundary stores nothing', async () => {
    const whole = post(pinnedForm(session, { key: 'a' }), 'bytes')
    const parts: Uint8Array[] = []
    for await (const part of whole.body ?? []) parts.push(part)
    const body = Buffer.concat(parts)
    expect(await test.oss(postRequest(body.subarray(0, -6)))).toMatchObject({ code: 'MalformedPOSTRequest' })
    expect(await stored('a')).toBeUndefined()
    expect(await test.files()).toBe(0)
  })

  it('is posted to the bucket, not to a key', async () => {
    const request = { ...post(pinnedForm(session, { key: 'a' })), target: '/a' }
    expect(await test.oss(request)).toMatchObject({ status: 405, code: 'MethodNotAllowed' })
  })
})

describe('The journal', () => {
  it('has the principal, the key and the result of each form', async () => {
    await test.oss(post(pinnedForm(session, { key: 'a' })))
    await test.oss(post({ key: 'b' }))
    const { journal } = test.cloud
    expect(journal.entries).toMatchObject([
      {
        operation: 'PostObject',
        key: 'a',
        who: 'sts',
        via: 'form',
        accessKeyId: session.accessKeyId,
        status: 204,
        code: '',
      },
      { operation: 'PostObject', key: 'b', who: 'anonymous', via: 'none', status: 403, code: 'AccessDenied' },
    ])
    expect(journal.count({ operation: 'PostObject', status: 204 })).toBe(1)
    journal.clear()
    expect(journal.count({})).toBe(0)
  })
})

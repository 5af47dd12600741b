// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are placeholders of OSS, not of JavaScript.

import type { Session } from '../../../dev/local-cloud/auth/key-ring'
import { v1Signature } from '../../../dev/local-cloud/auth/v1/v1-signature'
import { BUCKET, NOW, type TestCloud, useTestCloud, xmlText } from '../rig/in-process'
import { type Fields, pinned, pinnedForm, post, signForm, v4Fields } from '../rig/post-form'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

let test: TestCloud
let session: Session
useTestCloud((opened) => {
  test = opened
  session = opened.session()
})

const stored = (key: string) => test.bucket.store.find(key)

describe('A valid form', () => {
  it.each([
    ['200', 200],
    ['204', 204],
    ['299', 204],
    [undefined, 204],
  ])('with success_action_status %s is answered %d without a body', async (status, expected) => {
    const fields: Fields = { key: 'a.jpg', ...(status && { success_action_status: status }) }
    expect(await test.oss(post(pinnedForm(session, fields)))).toMatchObject({ status: expected, text: '' })
  })

  it('with success_action_status 201 is answered by XML', async () => {
    const answer = await test.oss(post(pinnedForm(session, { key: '照片/a.jpg', success_action_status: '201' })))
    expect(answer.status).toBe(201)
    expect(xmlText(answer.text, 'Bucket')).toBe(BUCKET)
    expect(xmlText(answer.text, 'Key')).toBe('照片/a.jpg')
    expect(xmlText(answer.text, 'ETag')).toBe(answer.headers.etag)
  })

  it('stores the bytes, with a CRC-64 and an ETag that is not their MD5', async () => {
    const answer = await test.oss(post(pinnedForm(session, { key: 'a.txt' }), '123456789'))
    expect(answer.headers['x-oss-hash-crc64ecma']).toBe('11051210869376104954')
    expect(answer.headers['content-md5']).toBe('JfnnlDI7RTiF9RgfG2JNCw==')
    expect(answer.headers.etag).not.toBe('"25F9E794323B453885F5181F1B624D0B"')
    expect(answer.headers['x-oss-request-id']).toMatch(/^[0-9A-F]{24}$/)
    expect(await stored('a.txt')).toMatchObject({ size: 9, acl: 'default', lastModified: NOW })
  })

  it('may have an empty file', async () => {
    expect((await test.oss(post(pinnedForm(session, { key: 'a' }), ''))).status).toBe(204)
    expect(await stored('a')).toMatchObject({ size: 0, crc64: '0' })
  })

  it.each([
    [{ 'x-oss-content-type': 'image/webp', 'Content-Type': 'image/png' }, 'image/webp'],
    [{ 'Content-Type': 'image/png' }, 'image/png'],
    [{}, 'image/jpeg'],
  ])('with %j and a file part of image/jpeg creates an object of type %s', async (fields, type) => {
    await test.oss(post(pinnedForm(session, { key: 'a', ...fields }), { bytes: 'x', type: 'image/jpeg' }))
    expect((await stored('a'))?.headers['Content-Type']).toBe(type)
  })

  it('keeps metadata, disposition, storage class and ACL', async () => {
    const fields = {
      key: 'a',
      'x-oss-meta-Owner': 'me',
      'Content-Disposition': "attachment; filename*=UTF-8''%E7%85%A7.jpg",
      'x-oss-storage-class': 'IA',
      'x-oss-object-acl': 'private',
    }
    await test.oss(post(pinnedForm(session, fields)))
    expect(await stored('a')).toMatchObject({
      acl: 'private',
      storageClass: 'IA',
      meta: { owner: 'me' },
      headers: { 'Content-Disposition': fields['Content-Disposition'] },
    })
  })

  it('replaces ${filename} only after the policy has checked the literal key', async () => {
    await test.oss(post(pinnedForm(session, { key: 'u/${filename}' }), { bytes: 'x', name: 'a$&b.jpg' }))
    expect(await stored('u/a$&b.jpg')).toBeDefined()
  })

  it('may be signed with V1', async () => {
    const fields = { key: 'a', 'x-oss-security-token': session.securityToken }
    const policy = Buffer.from(JSON.stringify(pinned(fields))).toString('base64')
    const signature = v1Signature(session.accessKeySecret, policy)
    const v1 = { ...fields, OSSAccessKeyId: session.accessKeyId, policy, Signature: signature }
    expect(await test.oss(post(v1))).toMatchObject({ status: 204 })
    expect(await test.oss(post({ ...v1, Signature: 'AAAA' }))).toMatchObject({
      status: 403,
      code: 'SignatureDoesNotMatch',
    })
  })

  it('is redirected with success_action_redirect', async () => {
    const redirect = 'https://app.example.com/done?from=oss'
    const answer = await test.oss(post(pinnedForm(session, { key: 'a b', success_action_redirect: redirect })))
    expect(answer.status).toBe(303)
    expect(answer.headers.location).toContain(`${redirect}&bucket=${BUCKET}&key=a+b&etag=`)
  })
})

describe('A changed form', () => {
  const FIELDS: Fields = {
    key: 'a.jpg',
    'x-oss-object-acl': 'private',
    'x-oss-forbid-overwrite': 'true',
    'Content-Type': 'image/jpeg',
    success_action_status: '200',
    'x:upload': '1',
  }

  it.each([
    ['key', 'b.jpg', 'AccessDenied', '0006-00000227'],
    ['x-oss-object-acl', 'public-read', 'AccessDenied', '0006-00000227'],
    ['x-oss-forbid-overwrite', 'false', 'AccessDenied', '0006-00000227'],
    ['Content-Type', 'text/html', 'AccessDenied', '0006-00000227'],
    ['success_action_status', '204', 'AccessDenied', '0006-00000227'],
    ['x:upload', '2', 'AccessDenied', '0006-00000227'],
    ['x-oss-signature', '0'.repeat(64), 'SignatureDoesNotMatch', ''],
    ['x-oss-signature', '', 'InvalidArgument', '0002-00000704'],
    ['x-oss-signature-version', 'OSS4', 'InvalidArgument', '0002-00000701'],
    ['x-oss-date', '20260102T030406Z', 'AccessDenied', '0006-00000227'],
    ['x-oss-date', '20260103T030405Z', 'InvalidArgument', '0002-00000709'],
    ['x-oss-date', '2026-01-02', 'InvalidArgument', '0002-00000709'],
    ['x-oss-credential', 'nobody/20260102/cn-hangzhou/oss/aliyun_v4_request', 'InvalidAccessKeyId', '0002-00000902'],
    ['x-oss-credential', 'nobody/20260102/cn-beijing/oss/aliyun_v4_request', 'InvalidArgument', '0002-00000715'],
    ['x-oss-credential', 'nobody/20260102/cn-hangzhou/oss/aws4_request', 'InvalidArgument', '0002-00000710'],
    ['x-oss-security-token', 'CAISother', 'InvalidSecurityToken', '0002-00000006'],
    ['policy', 'e30=', 'SignatureDoesNotMatch', ''],
  ])('in %s to %s is refused with %s', async (name, value, code, ec) => {
    const answer = await test.oss(post({ ...pinnedForm(session, FIELDS), [name]: value }))
    expect(answer).toMatchObject({ code, ec })
    expect(await stored('a.jpg')).toBeUndefined()
    expect(await stored('b.jpg')).toBeUndefined()
  })

  it.each([
    ['key', 'InvalidArgument', ''],
    ['x-oss-object-acl', 'AccessDenied', '0006-00000226'],
    ['policy', 'InvalidArgument', '0002-00000702'],
    ['x-oss-signature', 'InvalidArgument', '0002-00000703'],
    ['x-oss-credential', 'InvalidArgument', '0002-00000710'],
    ['x-oss-security-token', 'InvalidAccessKeyId', '0002-00000902'],
  ])('without %s is refused with %s', async (name, code, ec) => {
    const { [name]: _, ...rest } = pinnedForm(session, FIELDS)
    expect(await test.oss(post(rest))).toMatchObject({ code, ec })
  })

  it('with one more field is refused in strict mode and accepted in lax mode', async () => {
    const { key } = { key: 'a.jpg' }
    const fields = { ...pinnedForm(session, { key }), 'x-oss-meta-more': '1' }
    expect(await test.oss(post(fields))).toMatchObject({ status: 403, ec: '0006-00000228' })
    test.cloud.settings.extraFields = 'lax'
    expect(await test.oss(post(fields))).toMatchObject({ status: 204 })
  })

  it('with V4 fields outside the policy is refused even in lax mode', async () => {
    test.cloud.settings.extraFields = 'lax'
    const fields = { ...v4Fields(session), key: 'a' }
    expect(await test.oss(post(signForm(session, fields, pinned({ key: 'a' }))))).toMatchObject({ ec: '0006-00000228' })
  })

  it('with the token of another session gets an error that says so', async () => {
    const fields = { ...pinnedForm(session, FIELDS), 'x-oss-security-token': test.session().securityToken }
    expect(await test.oss(post(fields))).toMatchObject({ code: 'AccessKeyIdAndSecurityTokenNotMatch' })
  })
})

describe('Time limits: the cloud', () => {
  const send = (fields: Fields) => test.oss(post(fields))

  it('refuses a policy after its expiration', async () => {
    const fields = pinnedForm(session, { key: 'a' })
    test.pass(600_000 - 1)
    expect((await send(fields)).status).toBe(204)
    test.pass(1)
    const answer = await send(fields)
    expect(answer).toMatchObject({ status: 403, code: 'AccessDenied' })
    expect(answer.text).toContain('Policy expired.')
  })

  it('refuses a token that expires before its policy', async () => {
    const fields = { ...v4Fields(session), key: 'a' }
    const signed = signForm(session, fields, { ...pinned(fields), expiration: '2026-01-03T00:00:00.000Z' })
    test.pass(60 * MINUTE)
    expect(await send(signed)).toMatchObject({ status: 403, code: 'SecurityTokenExpired', ec: '0002-00000007' })
  })

  it('refuses any form after seven days', async () => {
    const long = test.session(undefined, 30 * DAY)
    const fields = { ...v4Fields(long), key: 'a' }
    const signed = signForm(long, fields, { ...pinned(fields), expiration: '2026-02-01T00:00:00.000Z' })
    test.pass(7 * DAY)
    expect((await send(signed)).status).toBe(204)
    test.pass(1)
    expect(await send(signed)).toMatchObject({ status: 403, code: 'AccessDenied' })
  })

  it('accepts a signer whose clock is fifteen minutes ahead, but not more', async () => {
    const fast = (ms: number) => pinnedForm(session, { key: 'a' }, [], NOW + ms)
    expect((await send(fast(15 * MINUTE))).status).toBe(204)
    expect(await send(fast(15 * MINUTE + 1000))).toMatchObject({ status: 403, code: 'RequestTimeTooSkewed' })
  })

  it('can shift its clock as a fault', async () => {
    test.cloud.faults.clockShift = 11 * MINUTE
    expect(await send(pinnedForm(session, { key: 'a' }))).toMatchObject({ code: 'AccessDenied' })
  })
})

describe('The size of a file', () => {
  const range = [['content-length-range', 3, 5]]

  it.each([
    [2, 'EntityTooSmall'],
    [3, ''],
    [5, ''],
    [6, 'EntityTooLarge'],
  ])('of %d bytes, with 3 to 5 allowed, gives %j', async (size, code) => {
    const answer = await test.oss(post(pinnedForm(session, { key: 'a' }, range), 'x'.repeat(size)))
    expect(answer.code).toBe(code)
    expect((await stored('a')) === undefined).toBe(code !== '')
    expect(await test.files()).toBe(code === '' ? 1 : 0)
  })

  it('beyond the range is refused with both numbers', async () => {
    const { text, status } = await test.oss(post(pinnedForm(session, { key: 'a' }, range), 'x'.repeat(6)))
    expect(status).toBe(400)
    expect(xmlText(text, 'ProposedSize')).toBe('6')
    expect(xmlText(text, 'MaxSizeAllowed')).toBe('5')
  })
})

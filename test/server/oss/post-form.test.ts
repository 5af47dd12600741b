import { postFormFields } from '../../../server/oss/post-form'
import { signPolicy } from '../../../server/oss/post-policy'

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5, 678)
const form = {
  bucket: 'examplebucket',
  region: 'cn-hangzhou',
  key: 'uploads/pending/photo/u/1.jpg',
  size: 9,
  contentType: 'image/jpeg',
  callback: 'eyJ9',
  expiresAt: NOW + 600_000,
}
const keys = { accessKeyId: 'STS.testid', accessKeySecret: 'testsecret', securityToken: 'tok+en==', expiresAt: NOW }

interface Policy {
  expiration: string
  conditions: (Record<string, string> | [string, ...(string | number)[]])[]
}

const policyOf = (fields: Record<string, string>): Policy =>
  JSON.parse(Buffer.from(fields.policy ?? '', 'base64').toString('utf8'))

/** What the policy demands of a field, whichever way it is written. */
const pinned = ({ conditions }: Policy): Record<string, string> =>
  Object.fromEntries(
    conditions.flatMap((condition) => {
      if (!Array.isArray(condition)) return Object.entries(condition)
      return condition[0] === 'eq' ? [[String(condition[1]).slice(1), String(condition[2])]] : []
    }),
  )

describe('the fields of a form ticket', () => {
  const fields = postFormFields(form, keys, NOW)

  it('begin with the key', () => {
    expect(Object.keys(fields)[0]).toBe('key')
  })

  it('are all pinned by the policy to the values that are sent, except policy and signature', () => {
    const { policy: _policy, 'x-oss-signature': _signature, ...rest } = fields
    const sent = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name.toLowerCase(), value]))
    expect(pinned(policyOf(fields))).toEqual({ ...sent, bucket: 'examplebucket' })
  })

  it('allow exactly the declared size, until the ticket ends', () => {
    expect(policyOf(fields).conditions).toContainEqual(['content-length-range', 9, 9])
    expect(policyOf(fields).expiration).toBe('2026-01-02T03:14:05.678Z')
  })

  it('are what OSS needs: private, no overwriting, the declared type, the callback, V4 and the token', () => {
    expect(fields).toMatchObject({
      key: form.key,
      success_action_status: '200',
      'Content-Type': 'image/jpeg',
      'x-oss-content-type': 'image/jpeg',
      'x-oss-object-acl': 'private',
      'x-oss-forbid-overwrite': 'true',
      callback: 'eyJ9',
      'x-oss-signature-version': 'OSS4-HMAC-SHA256',
      'x-oss-credential': 'STS.testid/20260102/cn-hangzhou/oss/aliyun_v4_request',
      'x-oss-date': '20260102T030405Z',
      'x-oss-security-token': 'tok+en==',
    })
  })

  it('carry a signature of the policy text as it is sent', () => {
    const scope = { date: '20260102T030405Z', region: 'cn-hangzhou' }
    expect(fields['x-oss-signature']).toBe(signPolicy(fields.policy ?? '', 'testsecret', scope))
  })

  it('have neither token nor callback when there is none', () => {
    const plain = postFormFields({ ...form, callback: undefined }, { ...keys, securityToken: undefined }, NOW)
    expect(Object.keys(plain)).not.toContain('x-oss-security-token')
    expect(Object.keys(plain)).not.toContain('callback')
    expect(plain.policy).not.toBe(fields.policy)
  })
})

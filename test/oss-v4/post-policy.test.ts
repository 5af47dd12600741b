import { type PolicyDocument, postFormFields, postForms } from '../../miniprogram/uploader/oss-v4/post-policy'
import { signer } from '../../miniprogram/uploader/oss-v4/signing-key'
import { PRIMITIVES } from './primitives'

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5, 678)
const form = {
  bucket: 'examplebucket',
  region: 'cn-hangzhou',
  key: 'uploads/pending/photo/u/1.jpg',
  size: 9,
  contentType: 'image/jpeg',
  fields: { 'x-oss-object-acl': 'private', 'x-oss-meta-note': '照片' },
  expiresAt: NOW + 600_000,
}
const keys = { accessKeyId: 'STS.testid', accessKeySecret: 'testsecret', securityToken: 'tok+en==' }

const decoded = (fields: Record<string, string>): PolicyDocument =>
  JSON.parse(Buffer.from(fields.policy ?? '', 'base64').toString('utf8'))

/** What the policy demands of each field, in either of the two forms. */
const pinned = ({ conditions }: PolicyDocument): Record<string, string> =>
  Object.fromEntries(
    conditions.flatMap((condition) => {
      if (!Array.isArray(condition)) return Object.entries(condition)
      return condition[0] === 'eq' ? [[String(condition[1]).slice(1), String(condition[2])]] : []
    }),
  )

describe.each(PRIMITIVES)('with %s', (_, primitives) => {
  describe('postFormFields', () => {
    const fields = postFormFields(form, keys, NOW, primitives)

    it('begin with the key', () => {
      expect(Object.keys(fields)[0]).toBe('key')
    })

    it('are all pinned by the policy to the values that are sent, except policy and signature', () => {
      const { policy: _policy, 'x-oss-signature': _signature, ...rest } = fields
      const sent = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name.toLowerCase(), value]))
      expect(pinned(decoded(fields))).toEqual({ ...sent, bucket: 'examplebucket' })
    })

    it('demand only that an open field is there, by the beginning of its value', () => {
      const open = { 'x:upload': 'AbC' }
      const made = postFormFields({ ...form, open }, keys, NOW, primitives)
      expect(made).toMatchObject({ ...open, key: form.key })
      expect(decoded(made).conditions).toContainEqual(['starts-with', '$x:upload', 'A'])
      expect(pinned(decoded(made))).not.toHaveProperty('x:upload')
    })

    it('allow exactly the declared size, until the form expires', () => {
      expect(decoded(fields).conditions).toContainEqual(['content-length-range', 9, 9])
      expect(decoded(fields).expiration).toBe('2026-01-02T03:14:05.678Z')
    })

    it('are what OSS needs: the type, no overwriting, the caller’s own fields, V4 and the token', () => {
      expect(fields).toMatchObject({
        key: form.key,
        success_action_status: '200',
        'Content-Type': 'image/jpeg',
        'x-oss-content-type': 'image/jpeg',
        ...form.fields,
        'x-oss-forbid-overwrite': 'true',
        'x-oss-signature-version': 'OSS4-HMAC-SHA256',
        'x-oss-credential': 'STS.testid/20260102/cn-hangzhou/oss/aliyun_v4_request',
        'x-oss-date': '20260102T030405Z',
        'x-oss-security-token': 'tok+en==',
      })
    })

    it('have no token if the keys have none', () => {
      const { securityToken: _, ...permanent } = keys
      expect(postFormFields(form, permanent, NOW, primitives)).not.toHaveProperty('x-oss-security-token')
    })

    it('carry a signature of the policy text as it is sent', () => {
      const scope = { date: '20260102T030405Z', region: 'cn-hangzhou' }
      expect(fields['x-oss-signature']).toBe(signer('testsecret', scope, primitives)(fields.policy ?? ''))
    })
  })

  describe('postForms', () => {
    const { shared, sign } = postForms(form, keys, NOW, primitives)

    it('sign each file as if it were alone, whatever its name and size', () => {
      for (const file of [
        form,
        { ...form, key: 'u/照片"\\.png', size: 5, contentType: 'image/png', open: { 'x:upload': '"' } },
      ]) {
        const fields = { ...sign(file), ...shared }
        expect(fields).toEqual(postFormFields({ ...form, ...file }, keys, NOW, primitives))
        expect(pinned(decoded(fields))).toMatchObject({ key: file.key, 'content-type': file.contentType })
      }
    })

    it('are one base64 text, however many bytes their common beginning has', () => {
      for (const note of ['', '1', '12', '123', '照', '照1', '照片🙂']) {
        const fields = { ...form.fields, 'x-oss-meta-note': note }
        const { policy = '' } = postForms({ ...form, fields }, keys, NOW, primitives).sign(form)
        expect(policy).toMatch(/^[A-Za-z0-9+/]+={0,2}$/)
        expect(policy).toHaveLength(Math.ceil(policy.length / 4) * 4)
        expect(pinned(decoded({ policy }))).toMatchObject({ 'x-oss-meta-note': note, key: form.key })
      }
    })

    it('share no field of a file, and write their policies so that only the ends differ', () => {
      const [one, other] = ['a.jpg', 'b.jpg'].map((key) => sign({ ...form, key }))
      expect(Object.keys(shared).filter((name) => name in (one ?? {}))).toEqual([])
      const texts = [one, other].map((fields) => JSON.stringify(decoded(fields ?? {})))
      const same = texts[0]?.indexOf('a.jpg') ?? 0
      expect(texts[0]?.slice(0, same)).toBe(texts[1]?.slice(0, same))
      expect(same).toBeGreaterThan(texts[0]?.indexOf('tok+en==') ?? 0)
    })
  })
})

import { formFields } from '../../../../server/oss/signing/form-fields'

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5, 678)
const form = {
  bucket: 'examplebucket',
  region: 'cn-hangzhou',
  key: 'uploads/pending/photo/u/1.jpg',
  size: 9,
  contentType: 'image/jpeg',
  callback: { parameter: 'eyJ9', upload: 'AbC' },
  expiresAt: NOW + 600_000,
}
const keys = { accessKeyId: 'STS.testid', accessKeySecret: 'testsecret', expiresAt: NOW }

describe('formFields', () => {
  it('make a private object, and OSS call back', () => {
    expect(formFields(form, keys, NOW)).toMatchObject({
      'x-oss-object-acl': 'private',
      'x-oss-forbid-overwrite': 'true',
      callback: 'eyJ9',
      'x:upload': 'AbC',
    })
  })

  it('have no callback if there is none', () => {
    const fields = formFields({ ...form, callback: undefined }, keys, NOW)
    expect(fields).not.toHaveProperty('callback')
    expect(fields).not.toHaveProperty('x:upload')
  })
})

import { ticketForms } from '../../../../server/oss/signing/ticket-forms'

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5, 678)
const terms = { bucket: 'examplebucket', region: 'cn-hangzhou', callback: 'eyJ9', expiresAt: NOW + 600_000 }
const file = { key: 'uploads/pending/photo/u/1.jpg', size: 9, contentType: 'image/jpeg', upload: 'AbC' }
const keys = { accessKeyId: 'STS.testid', accessKeySecret: 'testsecret', expiresAt: NOW }

describe('ticketForms', () => {
  it('make a private object, and OSS call back with the token of the file', () => {
    const { shared, sign } = ticketForms(terms, keys, NOW)
    expect(shared).toMatchObject({
      'x-oss-object-acl': 'private',
      'x-oss-forbid-overwrite': 'true',
      callback: 'eyJ9',
    })
    expect(sign(file)).toMatchObject({ key: file.key, 'x:upload': 'AbC' })
  })

  it('have no callback if there is none', () => {
    const { shared, sign } = ticketForms({ ...terms, callback: undefined }, keys, NOW)
    expect(shared).not.toHaveProperty('callback')
    expect(sign(file)).not.toHaveProperty('x:upload')
  })
})

import { formSigner } from '../../../server/tickets/sign-form'

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5)
const oss = {
  bucket: 'examplebucket',
  region: 'cn-hangzhou',
  endpoint: 'https://examplebucket.oss-cn-hangzhou.aliyuncs.com',
  domain: 'https://files.example.com',
  prefix: 'uploads',
}
const session = (id = 'STS.one') => ({ accessKeyId: id, accessKeySecret: 'testsecret', expiresAt: NOW + 3_600_000 })
const upload = {
  user: { id: 'ann', kind: 'app', issuer: 'app' },
  route: 'photo',
  key: 'uploads/photo/u/1.jpg',
  size: 9,
  type: 'image/jpeg',
  expiresAt: NOW + 3_600_000,
}

interface Call {
  ms?: number
  bucket?: string
  publicUrl?: string | undefined
  token?: string
}

function formOf(credentials = session(), { ms = 0, bucket = oss.bucket, token = 'AbC', ...rest }: Call = {}) {
  const config = {
    oss: { ...oss, bucket },
    publicUrl: 'publicUrl' in rest ? rest.publicUrl : 'https://api.example.com',
  }
  const signer = formSigner([token], credentials, { config, now: () => NOW + ms } as Parameters<typeof formSigner>[2])
  const { fields } = signer.sign(upload, token)
  const policy = JSON.parse(Buffer.from(fields.policy ?? '', 'base64').toString()) as { expiration: string }
  return { fields, policy, shared: signer.shared() }
}

describe('formSigner', () => {
  it('gives the same form to a file all over a second', () => {
    const credentials = session()
    expect(formOf(credentials, { ms: 999 })).toEqual(formOf(credentials))
  })

  it('dates the forms of the next second anew', () => {
    const credentials = session()
    const [first, next] = [formOf(credentials), formOf(credentials, { ms: 1000 })]
    expect(first.shared?.fields['x-oss-date']).toBe('20260102T030405Z')
    expect(next.shared?.fields['x-oss-date']).toBe('20260102T030406Z')
    expect([first, next].map(({ policy }) => policy.expiration)).toEqual([
      '2026-01-02T03:14:05.000Z',
      '2026-01-02T03:14:06.000Z',
    ])
  })

  it('never gives the form of another session, bucket or callback in the same second', () => {
    const credentials = session()
    const forms = [
      formOf(credentials),
      formOf(session('STS.two')),
      formOf(credentials, { bucket: 'otherbucket' }),
      formOf(credentials, { publicUrl: 'https://other.example.com' }),
      formOf(credentials, { publicUrl: undefined }),
      formOf(credentials),
    ]
    const signatures = forms.map(({ fields }) => fields['x-oss-signature'])
    expect(new Set(signatures).size).toBe(5)
    expect(signatures[5]).toBe(signatures[0])
  })

  it('leaves out the callback if a token is longer than OSS takes', () => {
    const { shared, fields } = formOf(session(), { token: 'A'.repeat(5 * 1024 + 1) })
    expect(shared?.fields).not.toHaveProperty('callback')
    expect(fields).not.toHaveProperty('x:upload')
  })

  it('shares nothing before the first file is signed', () => {
    const context = { config: { oss }, now: () => NOW } as Parameters<typeof formSigner>[2]
    expect(formSigner([], session(), context).shared()).toBeUndefined()
  })
})

import { randomBytes } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { PATHS, type UploadsAnswer } from '../../../../miniprogram/uploader/contract'
import { formIn } from '../../../form-in'
import { fixture } from '../../fixture'

/** As long as tokens of STS are, and as hard to compress. */
const credentials = async () => ({
  accessKeyId: 'STS.NUexample0example0example0ex',
  accessKeySecret: 'secret',
  securityToken: randomBytes(600).toString('base64'),
  expiresAt: Number.POSITIVE_INFINITY,
})

async function ask(count: number, headers: Record<string, string> = {}) {
  const f = fixture({ credentials }, { publicUrl: 'https://api.example.com' })
  const { body } = await f.post(PATHS.session, { code: 'ann' })
  const files = Array.from({ length: count }, (_, index) => ({
    name: `IMG_${4000 + index}.jpg`,
    size: 400_000 + index * 977,
    type: 'image/jpeg',
  }))
  const request = new Request(`http://localhost${PATHS.uploads}`, {
    method: 'POST',
    body: JSON.stringify({ route: 'photo', files }),
    headers: { authorization: `Bearer ${body.token}`, ...headers },
  })
  const response = await f.app.fetch(request)
  return { headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) }
}

const parse = (bytes: Uint8Array): UploadsAnswer => JSON.parse(Buffer.from(bytes).toString('utf8'))

describe('the tickets of nine photos', () => {
  it('share what is the same for all, and take at most 10 KB of a connection that decodes gzip', async () => {
    const { headers, bytes } = await ask(9, { 'accept-encoding': 'gzip,compress,br,deflate' })
    expect(headers.get('content-encoding')).toBe('gzip')
    expect(headers.get('vary')).toContain('Accept-Encoding')
    expect(bytes.length).toBeLessThanOrEqual(10 * 1024)
    const answer = parse(gunzipSync(bytes))
    expect(answer.uploads).toHaveLength(9)
    expect(Object.keys(answer.form?.fields ?? {})).toContain('x-oss-security-token')
    expect(JSON.stringify(answer.uploads)).not.toContain('x-oss-security-token')
  })

  it.each([[undefined], ['identity'], ['br'], ['gzip;q=0'], ['*;q=0']])(
    'are plain JSON for accept-encoding %s',
    async (accepted) => {
      const { headers, bytes } = await ask(9, accepted === undefined ? {} : { 'accept-encoding': accepted })
      expect(headers.get('content-encoding')).toBeNull()
      expect(headers.get('content-length')).toBe(String(bytes.length))
      expect(parse(bytes).uploads).toHaveLength(9)
    },
  )
})

describe('the ticket of one photo', () => {
  it('fits into the first round trip, so it is not compressed', async () => {
    const { headers, bytes } = await ask(1, { 'accept-encoding': 'gzip' })
    expect(headers.get('content-encoding')).toBeNull()
    expect(bytes.length).toBeLessThanOrEqual(6 * 1024)
  })

  it('has fields of at most 5 KB, half of which are the token of STS and the policy that pins it', async () => {
    const { fields } = formIn(parse((await ask(1)).bytes))
    const size = Object.entries(fields).reduce((sum, [name, value]) => sum + name.length + value.length, 0)
    expect(size).toBeLessThanOrEqual(5 * 1024)
    expect(fields['x-oss-security-token']).toHaveLength(800)
  })
})

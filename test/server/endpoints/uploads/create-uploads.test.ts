import { Fault } from '../../../../server/faults/fault'
import { fixture, keyOf, NOW, ticketOf } from '../../fixture'

const photo = { size: 9, type: 'image/jpeg' }

describe('POST /v1/uploads', () => {
  it('gives one ticket for each file, in order', async () => {
    const answer = await fixture()
      .as('ann')
      .post('/v1/uploads', {
        route: 'photo',
        files: [photo, { size: 10, type: 'image/png' }, { size: 11, type: 'image/webp' }],
      })
    expect(answer.status).toBe(200)
    expect([0, 1, 2].map((index) => ticketOf(answer, index).fields['Content-Type'])).toEqual([
      'image/jpeg',
      'image/png',
      'image/webp',
    ])
  })

  it('gives tickets for pending keys with random names, in a folder of the user', async () => {
    const f = fixture()
    const answer = await f.as('ann').post('/v1/uploads', { route: 'photo', files: [photo, photo] })
    const other = await f.as('bob').post('/v1/uploads', { route: 'photo', files: [photo] })
    const keys = [keyOf(ticketOf(answer, 0)), keyOf(ticketOf(answer, 1)), keyOf(ticketOf(other))]
    for (const key of keys) expect(key).toMatch(/^uploads\/pending\/photo\/[0-9a-f]{24}\/[0-9a-f]{32}\.jpg$/)
    const folders = keys.map((key) => key.split('/')[3])
    expect(folders[0]).toBe(folders[1])
    expect(folders[0]).not.toBe(folders[2])
    expect(new Set(keys).size).toBe(3)
  })

  it('sends the ticket to the domain that clients use, for ten minutes', async () => {
    const ticket = ticketOf(
      await fixture()
        .as('ann')
        .post('/v1/uploads', { route: 'photo', files: [photo] }),
    )
    expect(ticket).toMatchObject({ kind: 'form', url: 'https://files.example.com/', expiresIn: 600 })
  })

  it('puts a refusal in its place and still gives the other tickets', async () => {
    const { body, status, requestId } = await fixture()
      .as('ann')
      .post('/v1/uploads', {
        route: 'photo',
        files: [photo, { size: 0, type: 'image/jpeg' }, { size: 9, type: 'text/html' }, photo],
      })
    expect(status).toBe(200)
    expect(body.uploads?.map((upload) => ('error' in upload ? upload.error.code : upload.kind))).toEqual([
      'form',
      'file-empty',
      'type-not-accepted',
      'form',
    ])
    expect(body.uploads?.[1]).toEqual({ error: { code: 'file-empty', requestId } })
  })

  it('fetches no credentials if every file is refused', async () => {
    const credentials = async () => {
      throw new Fault('cloud-unavailable')
    }
    const { status } = await fixture({ credentials })
      .as('ann')
      .post('/v1/uploads', { route: 'photo', files: [{ size: 0, type: 'image/jpeg' }] })
    expect(status).toBe(200)
  })

  it.each([
    ['an unknown route', { route: 'avatar', files: [photo] }, 404, 'unknown-route'],
    ['a route of the prototype', { route: 'constructor', files: [photo] }, 404, 'unknown-route'],
    ['input that the route does not take', { route: 'photo', input: 1, files: [photo] }, 422, 'input-invalid'],
    ['more files than the contract allows', { route: 'photo', files: Array(21).fill(photo) }, 422, 'too-many-files'],
    ['no file', { route: 'photo', files: [] }, 400, 'bad-request'],
    ['an unknown field', { route: 'photo', files: [photo], key: 'x' }, 400, 'bad-request'],
    ['an unknown field of a file', { route: 'photo', files: [{ ...photo, key: 'x' }] }, 400, 'bad-request'],
    ['a size that is not an integer', { route: 'photo', files: [{ ...photo, size: 1.5 }] }, 400, 'bad-request'],
    ['a size beyond exact numbers', { route: 'photo', files: [{ ...photo, size: 2 ** 53 }] }, 400, 'bad-request'],
    ['a type in upper case', { route: 'photo', files: [{ ...photo, type: 'Image/JPEG' }] }, 400, 'bad-request'],
    ['no JSON', '{', 400, 'bad-request'],
  ])('refuses %s', async (_, body, status, code) => {
    const answer = await fixture().as('ann').post('/v1/uploads', body)
    expect(answer.status).toBe(status)
    expect(answer.body.error?.code).toBe(code)
  })

  it('says which field of the body is wrong', async () => {
    const { body } = await fixture()
      .as('ann')
      .post('/v1/uploads', { route: 'photo', files: [{ ...photo, size: '9' }] })
    expect(body.error?.params?.issues).toMatch(/^files\.0\.size: /)
  })

  it('puts a pinned callback into the ticket only if there is a public address', async () => {
    const plain = ticketOf(
      await fixture()
        .as('ann')
        .post('/v1/uploads', { route: 'photo', files: [photo] }),
    )
    expect(plain.fields.callback).toBeUndefined()
    const f = fixture({}, { publicUrl: 'https://api.example.com/up' })
    const ticket = ticketOf(await f.as('ann').post('/v1/uploads', { route: 'photo', files: [photo] }))
    const callback = JSON.parse(Buffer.from(ticket.fields.callback ?? '', 'base64').toString())
    expect(callback).toEqual({
      callbackUrl: 'https://api.example.com/up/v1/uploads/callback',
      callbackBody: `upload=\${x:upload}&object=\${object}&size=\${size}&crc64=\${crc64}`,
      callbackBodyType: 'application/x-www-form-urlencoded',
      callbackSNI: true,
    })
  })
})

describe('renewing a ticket', () => {
  const renewal = async (user: string, change: object, later = 0) => {
    const f = fixture()
    const first = ticketOf(await f.as('ann').post('/v1/uploads', { route: 'photo', files: [photo] }))
    f.clock.now += later
    const files = [{ ...photo, renew: first.upload, ...change }]
    return { first, answer: await f.as(user).post('/v1/uploads', { route: 'photo', files }) }
  }

  it('gives a fresh ticket for the same key and the same upload', async () => {
    const { first, answer } = await renewal('ann', {}, 3_600_000)
    const second = ticketOf(answer)
    expect(keyOf(second)).toBe(keyOf(first))
    expect(second.upload).toBe(first.upload)
    expect(second.fields['x-oss-date']).toBe('20260102T040405Z')
  })

  it.each([
    ['of another user', 'bob', {}, 0, 'upload-invalid'],
    ['of another size', 'ann', { size: 10 }, 0, 'upload-invalid'],
    ['of another type', 'ann', { type: 'image/png' }, 0, 'upload-invalid'],
    ['that is not a token', 'ann', { renew: 'x' }, 0, 'upload-invalid'],
    ['older than seven days', 'ann', {}, 7 * 24 * 3_600_000, 'upload-expired'],
  ])('refuses, in its place, an upload %s', async (_, user, change, later, code) => {
    const { answer } = await renewal(user, change, later)
    expect(answer.status).toBe(200)
    expect(answer.body.uploads?.[0]).toMatchObject({ error: { code } })
  })

  it('refuses an upload of another route', async () => {
    const f = fixture()
    const first = ticketOf(await f.as('ann').post('/v1/uploads', { route: 'photo', files: [photo] }))
    const files = [{ size: 9, type: 'application/pdf', renew: first.upload }]
    const { body } = await f.as('ann').post('/v1/uploads', { route: 'file', files })
    expect(body.uploads?.[0]).toMatchObject({ error: { code: 'upload-invalid' } })
  })
})

describe('a ticket’s life', () => {
  it('ends a minute before its credentials do', async () => {
    const credentials = async () => ({
      accessKeyId: 'STS.local',
      accessKeySecret: 'local-key-secret',
      securityToken: 'local-token',
      expiresAt: NOW + 300_000,
    })
    const ticket = ticketOf(
      await fixture({ credentials })
        .as('ann')
        .post('/v1/uploads', { route: 'photo', files: [photo] }),
    )
    expect(ticket.expiresIn).toBe(240)
    const policy = JSON.parse(Buffer.from(ticket.fields.policy ?? '', 'base64').toString())
    expect(policy.expiration).toBe(new Date(NOW + 240_000).toISOString())
    expect(ticket.fields['x-oss-security-token']).toBe('local-token')
  })
})

import type { CredentialSource } from '../../../server/credentials/credentials'
import { fixture, keyOf, ticketOf } from '../fixture'
import { storedObject } from '../memory-bucket'

/** Keys that name their scope. */
const credentials: CredentialSource = async (scope) => ({
  accessKeyId: `key-to-${scope}`,
  accessKeySecret: 'local-key-secret',
  expiresAt: Number.POSITIVE_INFINITY,
})

describe('everything that leaves the backend', () => {
  it('is signed with the narrowest session: tickets with upload, URLs with read, and nothing with manage', async () => {
    const f = fixture({ credentials })
    const files = [{ size: 9, type: 'image/jpeg' }]
    const ticket = ticketOf(await f.as('ann').post('/v1/uploads', { route: 'photo', files }))
    f.bucket.objects.set(keyOf(ticket), storedObject())
    const { body } = await f.as('ann').post('/v1/uploads/complete', { upload: ticket.upload })
    expect(ticket.fields['x-oss-credential']).toMatch(/^key-to-upload\//)
    expect(new URL(body.file?.url ?? '').searchParams.get('x-oss-credential')).toMatch(/^key-to-read\//)
    expect(JSON.stringify([ticket, body])).not.toContain('manage')
  })

  it('is signed with the narrowest session for parts, too', async () => {
    const f = fixture({ credentials })
    const files = [{ size: 200_000, type: 'image/jpeg', partSize: 102_400 }]
    const { body } = await f.as('ann').post('/v1/uploads', { route: 'photo', files })
    const [ticket] = body.uploads ?? []
    if (!ticket || !('query' in ticket)) throw new Error(JSON.stringify(body))
    expect(new URLSearchParams(ticket.query).get('x-oss-credential')).toMatch(/^key-to-upload\//)
    expect(JSON.stringify(ticket)).not.toContain('manage')
  })
})

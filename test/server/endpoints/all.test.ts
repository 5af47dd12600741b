import { PATHS } from '../../../miniprogram/uploader/contract'
import { ERRORS } from '../../../miniprogram/uploader/error-codes'
import { HOST_SCOPES } from '../../../server/config/host-key'
import { OPTIONAL_ENDPOINTS } from '../../../server/config/http-config'
import { ENDPOINTS } from '../../../server/endpoints/all'
import { ENDPOINT_PATHS } from '../../../server/endpoints/paths'
import { fixture } from '../fixture'

const session = async () => ({ accessKeyId: 'id', accessKeySecret: 'secret', expiresAt: Number.POSITIVE_INFINITY })
const here = { incoming: { socket: { remoteAddress: '127.0.0.1' } } }

/** The status of every endpoint, for an incomplete call. */
async function statuses(f: ReturnType<typeof fixture>): Promise<Record<string, number>> {
  const answers = ENDPOINTS.map(async ({ id, method, path }) => {
    const request = new Request(`http://localhost${path}`, {
      method: method.toUpperCase(),
      ...(method === 'post' && { body: '{' }),
    })
    return [id, (await f.app.fetch(request, here)).status] as const
  })
  return Object.fromEntries(await Promise.all(answers))
}

/** As an app that knows its callers, so that calls from this machine hide nobody. */
const clientAddress = () => '192.0.2.1'

describe('the list of endpoints', () => {
  it('has every endpoint of paths.ts once, and with them every path of the contract', () => {
    expect(ENDPOINTS.map(({ id, method, path }) => [id, method, path])).toEqual(
      Object.entries(ENDPOINT_PATHS).map(([id, { method, path }]) => [id, method, path]),
    )
    expect(ENDPOINTS.map(({ path }) => path)).toEqual(expect.arrayContaining(Object.values(PATHS)))
  })

  it('is what the app serves', async () => {
    const userSessions = { put: session, read: session }
    const hostKeys = [{ name: 'shop', key: '0123456789abcdef0123456789abcdef', scopes: HOST_SCOPES }]
    const f = fixture({ optionalEndpoints: OPTIONAL_ENDPOINTS, userSessions, hostKeys, clientAddress })
    const answered = await statuses(f)
    expect(Object.entries(answered).filter(([, status]) => status === 404)).toEqual([])
  })

  it('has endpoints that do not exist until the backend offers them', async () => {
    const identity = { identify: async () => undefined }
    const answered = await statuses(fixture({ identity, clientAddress }))
    const missing = Object.entries(answered).filter(([, status]) => status === 404)
    expect(missing.map(([id]) => id)).toEqual([
      'createSession',
      'createCredentials',
      'presign',
      'createHostUrls',
      'headFiles',
    ])
  })

  it('names only errors that the backend answers', () => {
    const inClient = ENDPOINTS.flatMap(({ errors }) => errors).filter((code) => ERRORS[code].status === 0)
    expect(inClient).toEqual([])
  })
})

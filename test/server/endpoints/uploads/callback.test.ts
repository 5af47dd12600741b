/** OSS's callback over real sockets. OSS, its key host and the backend are three parties. */
import { generateKeyPairSync, sign } from 'node:crypto'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { z } from 'zod'
import { createContext } from '../../../../server/create-context'
import { defineRoutes, route } from '../../../../server/define-routes/route'
import { config, fixture, keyOf, ticketOf } from '../../fixture'
import { storedObject } from '../../memory-bucket'

const PATH = '/up/v1/uploads/callback'
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
const pem = publicKey.export({ type: 'spki', format: 'pem' })

const open: Server[] = []
const listen = async (server: Server): Promise<string> => {
  open.push(server)
  if (!server.listening) await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}
afterEach(async () => {
  for (const server of open.splice(0)) {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  }
})

interface HttpAnswer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: { file?: { key: string; data?: unknown }; error?: { code: string } }
}

const post = (url: string, body: string, headers: Record<string, string>): Promise<HttpAnswer> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers, agent: false }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString()
      })
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: JSON.parse(text) }),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })

type OnStored = (album: string) => unknown

/** The backend, the key host, and a file that OSS has just stored. */
async function stored(onStored: OnStored = () => undefined, deadlineMs = 4000) {
  const fetchedKeys: string[] = []
  const keyHost = await listen(
    createServer((incoming, outgoing) => {
      fetchedKeys.push(incoming.url ?? '')
      outgoing.end(pem)
    }),
  )
  const hooks: string[] = []
  const photo = route({
    accept: ['image/jpeg'],
    maxSize: '5MB',
    input: z.string(),
    onStored: async ({ input }) => {
      hooks.push(input)
      await onStored(input)
      return { album: input }
    },
  })
  const f = fixture(
    { routes: defineRoutes({ photo }), callback: { keyPrefixes: [keyHost], deadlineMs } },
    { publicUrl: 'https://api.example.com/up' },
  )
  const files = [{ size: 9, type: 'image/jpeg' }]
  const ticket = ticketOf(await f.as('ann').post('/v1/uploads', { route: 'photo', input: '旅行', files }))
  f.bucket.objects.set(keyOf(ticket), storedObject())
  // A proxy has removed `/up` from the path, but OSS signed the path of the public address.
  const server = await new Promise<Server>((ready) => {
    const started = serve({ fetch: f.app.fetch, port: 0, hostname: '127.0.0.1' }, () => ready(started as Server))
  })
  const address = `${await listen(server)}v1/uploads/callback`
  const body = `upload=${ticket.upload}&object=${encodeURIComponent(keyOf(ticket))}&size=9&crc64=1`

  const callBack = (change: { body?: string; signedBody?: string; keyUrl?: string; path?: string } = {}) => {
    const sent = change.body ?? body
    const signed = `${change.path ?? PATH}\n${change.signedBody ?? sent}`
    return post(address, sent, {
      authorization: sign('RSA-MD5', Buffer.from(signed), privateKey).toString('base64'),
      'x-oss-pub-key-url': Buffer.from(change.keyUrl ?? `${keyHost}callback_pub_key_v1.pem`).toString('base64'),
      'content-type': 'application/x-www-form-urlencoded',
    })
  }
  return { ...f, ticket, keyHost, fetchedKeys, hooks, callBack }
}

describe('OSS’s callback', () => {
  it('confirms the file without a session, and is answered with a length, not in chunks', async () => {
    const s = await stored()
    const { status, headers, body } = await s.callBack()
    expect(status).toBe(200)
    expect(body.file).toMatchObject({ key: keyOf(s.ticket).replace('/pending/', '/'), data: { album: '旅行' } })
    expect(headers['content-length']).toBe(String(Buffer.byteLength(JSON.stringify(body))))
    expect(headers['transfer-encoding']).toBeUndefined()
    expect(s.bucket.promotions).toHaveLength(1)
  })

  it('makes the backend fetch the key once for many callbacks', async () => {
    const s = await stored()
    await s.callBack()
    await s.callBack()
    expect(s.fetchedKeys).toEqual(['/callback_pub_key_v1.pem'])
  })

  it('is trusted only for the sealed upload, and not for the object or size beside it', async () => {
    const s = await stored()
    const { body } = await s.callBack({ body: `upload=${s.ticket.upload}&object=somebody/elses.jpg&size=1` })
    expect(body.file?.key).toBe(keyOf(s.ticket).replace('/pending/', '/'))
  })

  it('with a key from a foreign host is refused, and nothing is fetched, copied or passed to the hook', async () => {
    const s = await stored()
    const foreign: string[] = []
    const host = await listen(
      createServer((incoming, outgoing) => {
        foreign.push(incoming.url ?? '')
        outgoing.end(pem)
      }),
    )
    const { status, body } = await s.callBack({ keyUrl: `${host}callback_pub_key_v1.pem` })
    expect([status, body.error?.code]).toEqual([403, 'callback-refused'])
    expect([foreign, s.fetchedKeys, s.hooks, s.bucket.promotions]).toEqual([[], [], [], []])
  })

  it.each([
    ['another body', { signedBody: 'upload=x' }],
    ['another path', { path: '/v1/uploads/callback' }],
  ])('signed for %s is refused, and the hook does not run', async (_, change) => {
    const s = await stored()
    const { status, body } = await s.callBack(change)
    expect([status, body.error?.code]).toEqual([403, 'callback-refused'])
    expect(s.hooks).toEqual([])
  })

  it('without a signature is refused', async () => {
    const s = await stored()
    const answer = await s.post('/v1/uploads/callback', `upload=${s.ticket.upload}`)
    expect([answer.status, answer.body.error?.code]).toEqual([403, 'callback-refused'])
  })

  it.each([
    ['a foreign token', 'upload=x', 'upload-invalid'],
    ['no token', 'size=9', 'upload-invalid'],
  ])('with %s is a final refusal: 200 and an error, which reaches the client', async (_, sent, code) => {
    const s = await stored()
    const { status, body } = await s.callBack({ body: sent })
    expect([status, body.error?.code]).toEqual([200, code])
  })

  it('of an object that differs is a final refusal', async () => {
    const s = await stored()
    s.bucket.objects.set(keyOf(s.ticket), storedObject({ size: 10 }))
    const { status, body } = await s.callBack()
    expect([status, body.error?.code]).toEqual([200, 'stored-differs'])
  })

  it('is not answered 200 while OSS is down, so that the client retries', async () => {
    const s = await stored()
    s.bucket.down = true
    const { status, body } = await s.callBack()
    expect([status, body.error?.code]).toEqual([503, 'cloud-unavailable'])
  })

  it('is not answered 200 when the hook throws', async () => {
    const s = await stored(() => {
      throw new Error('database is away')
    })
    const { status, body } = await s.callBack()
    expect([status, body.error?.code]).toEqual([500, 'server-error'])
  })

  it('is answered at the deadline if the hook hangs, and a late failure of the hook has no effect', async () => {
    let failLate = (): void => undefined
    const hanging = new Promise<void>((_, reject) => {
      failLate = () => reject(new Error('too late'))
    })
    // On a busy machine the deadline passes before the hook is called, and then nothing else handles its failure.
    hanging.catch(() => undefined)
    const s = await stored(() => hanging, 20)
    const { status, body } = await s.callBack()
    expect([status, body.error?.code]).toEqual([503, 'cloud-unavailable'])
    failLate()
    expect((await s.post('/v1/urls', '{')).status).toBe(401)
  })

  it('is answered at the deadline if its key never arrives, so that OSS gets its answer', async () => {
    const s = await stored(undefined, 20)
    const silent = await listen(createServer(() => undefined))
    const f = fixture({ callback: { keyPrefixes: [silent], deadlineMs: 20 } })
    const headers = { 'x-oss-pub-key-url': Buffer.from(`${silent}callback_pub_key_v1.pem`).toString('base64') }
    const { status, body } = await f.post('/v1/uploads/callback', `upload=${s.ticket.upload}`, headers)
    expect([status, body.error?.code]).toEqual([503, 'cloud-unavailable'])
  })

  it('is answered a second before OSS gives up, by default', () => {
    expect(
      createContext({ ...config, source: { accessKeyId: 'x', accessKeySecret: 'x' } }, { routes: {} })
        .callbackDeadlineMs,
    ).toBe(4000)
  })

  it('whose answer was too late is followed by complete, which answers the same', async () => {
    let calls = 0
    let goOn = (): void => undefined
    const slow = new Promise<void>((resolve) => {
      goOn = resolve
    })
    const s = await stored(() => {
      calls += 1
      return calls === 1 ? slow : undefined
    }, 300)
    expect((await s.callBack()).status).toBe(503)
    const completed = await s.as('ann').post('/v1/uploads/complete', { upload: s.ticket.upload })
    expect(completed.body.file).toMatchObject({
      key: keyOf(s.ticket).replace('/pending/', '/'),
      data: { album: '旅行' },
    })
    expect((await s.callBack()).body.file).toEqual(completed.body.file)
    expect([calls, s.bucket.promotions.length]).toEqual([3, 1])
    goOn()
  })

  it('and complete at once copy the file once and answer the same file', async () => {
    const s = await stored()
    const [called, completed] = await Promise.all([
      s.callBack(),
      s.as('ann').post('/v1/uploads/complete', { upload: s.ticket.upload }),
    ])
    expect(called.body.file).toEqual(completed.body.file)
    expect(s.bucket.promotions).toHaveLength(1)
  })
})

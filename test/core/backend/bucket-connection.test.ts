import type { Ticket, UploadsRequest } from '../../../miniprogram/uploader/contract'
import type { Backend } from '../../../miniprogram/uploader/core/backend/backend'
import { withBucketConnection } from '../../../miniprogram/uploader/core/backend/bucket-connection'
import { UploadError } from '../../../miniprogram/uploader/core/errors'
import { NEVER } from '../../../miniprogram/uploader/core/flow/cancellation'
import type { Transport } from '../../../miniprogram/uploader/core/ports'
import { memoryStore } from '../fake-ports'

const ticketAt = (url: string, kind: Ticket['kind'] = 'multipart') => ({ kind, url }) as Ticket
const KEY = 'wx-oss-upload.bucket:https://api.example'

/** A run of an app whose backend gives these tickets. */
function run(store = memoryStore()) {
  const requests: string[] = []
  const send: Transport['send'] = async ({ method, url }) => {
    requests.push(`${method} ${url}`)
    throw new UploadError('network')
  }
  let outcomes: (Ticket | UploadError)[] = []
  const backend = { id: 'https://api.example', prepare: async () => {}, uploads: async () => outcomes }
  const transport = { hasFormStack: true, sendForm: send as never, send }
  const clock = { now: () => 0, after: () => () => {} }
  const connected = withBucketConnection(backend as unknown as Backend, { store, transport, clock })
  return {
    requests,
    async upload(...tickets: (Ticket | UploadError)[]) {
      outcomes = tickets
      expect(await connected.uploads({} as UploadsRequest, NEVER)).toBe(tickets)
    },
    async prepare() {
      await connected.prepare()
      // It does not wait for the connection.
      await new Promise(setImmediate)
    },
  }
}

describe('withBucketConnection', () => {
  it('requests nothing while no ticket of parts has told where the bucket is', async () => {
    const store = memoryStore()
    const app = run(store)
    await app.prepare()
    await app.upload(new UploadError('forbidden'), ticketAt('https://forms.example/', 'form'))
    await app.prepare()
    expect([app.requests, [...store.values]]).toEqual([[], []])
  })

  it('opens the connection of the last parts by a small request, also in the next run', async () => {
    const store = memoryStore()
    const first = run(store)
    await first.upload(ticketAt('https://bucket.example/uploads/a.mp4'))
    await first.prepare()
    const next = run(store)
    await next.prepare()
    expect([first.requests, next.requests]).toEqual([
      ['GET https://bucket.example/?max-keys=1'],
      ['GET https://bucket.example/?max-keys=1'],
    ])
  })

  it('follows the bucket to another address', async () => {
    const app = run()
    await app.upload(ticketAt('https://bucket.example/uploads/a.mp4'))
    await app.upload(ticketAt('https://other.example/uploads/b.mp4'))
    await app.prepare()
    expect(app.requests).toEqual(['GET https://other.example/?max-keys=1'])
  })

  it.each([undefined, 7, { url: 'https://bucket.example/' }])('ignores %j in the store', async (value) => {
    const store = memoryStore()
    await store.set(KEY, value)
    const app = run(store)
    await app.prepare()
    expect(app.requests).toEqual([])
  })

  it('is not held up by a store that does not answer', async () => {
    const app = run({ ...memoryStore(), get: () => new Promise(() => {}) })
    await app.prepare()
    expect(app.requests).toEqual([])
  })
})

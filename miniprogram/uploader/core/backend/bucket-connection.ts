import { NEVER } from '../flow/cancellation'
import type { Backend } from './backend'
import type { Connection } from './form-server'

/** Nothing waits for it, ms. */
const TIMEOUT_MS = 15_000

/**
 * The same backend. Its `prepare` also opens the connection to the bucket, which takes two to three round trips (TCP, TLS),
 * if earlier uploads were sent by parts: a mini-program's forms use a network stack of their own, to which no other request
 * can open a connection. Only tickets tell the bucket's address, so it stays in the store. The bucket refuses the request,
 * which does not matter in a mini-program; a web page would show an error.
 */
export function withBucketConnection(backend: Backend, { store, transport }: Connection): Backend {
  const key = `wx-oss-upload.bucket:${backend.id}`
  let latest: string | undefined

  async function connect(): Promise<void> {
    const url = await store.get(key)
    if (typeof url !== 'string') return
    // Lists a key, where everybody may.
    const headers = { 'content-type': 'application/octet-stream' }
    await transport.send({ method: 'GET', url: `${url}?max-keys=1`, headers, timeoutMs: TIMEOUT_MS }, NEVER)
  }
  return {
    ...backend,
    prepare() {
      connect().catch(() => {})
      return backend.prepare()
    },
    async uploads(body, signal) {
      const outcomes = await backend.uploads(body, signal)
      for (const outcome of outcomes) {
        if (!('kind' in outcome) || outcome.kind === 'form') continue
        const [url = ''] = /^\w+:\/\/[^/]+\//.exec(outcome.url) ?? []
        if (url === latest) continue
        latest = url
        void store.set(key, url)
      }
      return outcomes
    },
  }
}

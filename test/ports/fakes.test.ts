import { UploadError } from '../../miniprogram/uploader/core/errors'
import type { FormUpload, HttpRequest } from '../../miniprogram/uploader/core/ports'
import {
  fakeLifecycle,
  fakeTransport,
  memoryFiles,
  memoryStore,
  networkFailure,
  type Reaction,
  virtualClock,
} from '../core/fake-ports'
import { describePorts } from './describe-ports'
import type { Behaviour, Platform, Received } from './platform'
import { seenLifecycle } from './seen-lifecycle'

/** The engine's tests rely on the fakes, so the fakes must be as strict as a platform. */
async function startFakes(): Promise<Platform> {
  const bytesByPath: Record<string, Uint8Array> = {}
  const received: Received[] = []
  let behaviour: Behaviour = { status: 200 }
  const clock = virtualClock()
  const lifecycle = fakeLifecycle()
  let isHidden = false
  let isOnline = true
  const move = (hidden: boolean, online: boolean): void => {
    isHidden = hidden
    isOnline = online
    const reason = isOnline ? undefined : 'offline'
    lifecycle.set(isHidden ? 'hidden' : reason)
  }
  const onForm = ({ fields, path }: FormUpload): Reaction => {
    const bytes = bytesByPath[path]
    if (!bytes) return new UploadError('file-missing')
    const form = Object.entries({ ...fields, file: bytes })
    received.push({
      method: 'POST',
      headers: {},
      body: Buffer.alloc(0),
      form: form.map(([name, value]) => [name, typeof value === 'string' ? Buffer.from(value) : Buffer.from(value)]),
    })
    return reactionTo(behaviour)
  }
  const onRequest = ({ method, headers, body }: HttpRequest): Reaction => {
    received.push({
      method,
      headers,
      body: typeof body === 'string' ? Buffer.from(body) : Buffer.from((body as ArrayBuffer) ?? new ArrayBuffer(0)),
    })
    return reactionTo(behaviour)
  }
  const files = memoryFiles(bytesByPath)
  const store = memoryStore()
  const network = fakeTransport(clock, onForm, onRequest)
  async function settle<T>(promise: Promise<T>): Promise<T> {
    let isSettled = false
    const note = (): void => {
      isSettled = true
    }
    promise.then(note, note)
    await clock.runUntil(() => isSettled)
    return promise
  }
  return {
    ports: () => ({ transport: network.transport, files, store }),
    lifecycle: () => seenLifecycle(lifecycle),
    withClock: (experiment, ...given) => settle(experiment(clock, ...given)),
    async file(name, bytes) {
      const path = `${Object.keys(bytesByPath).length}-${name}`
      bytesByPath[path] = new Uint8Array(bytes)
      return path
    },
    async rewrite(path, bytes) {
      bytesByPath[path] = new Uint8Array(bytes)
    },
    missingPath: 'none.jpg',
    restart: async () => {},
    farEnd: {
      url: 'https://bucket.example/object',
      behave(next) {
        behaviour = next
      },
      received: async () => received,
      open: network.open,
    },
    hide: async () => move(true, isOnline),
    show: async () => move(false, isOnline),
    setOnline: async (is) => move(isHidden, is),
    failures: async () => [],
    settle,
    close: async () => {},
  }
}

function reactionTo(behaviour: Behaviour): Reaction {
  if (behaviour === 'hangs') return 'times-out'
  if (behaviour === 'breaks') return networkFailure()
  const { status, headers = {}, body = '' } = behaviour
  const lowerCased = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])
  return { status, headers: Object.fromEntries(lowerCased), text: body }
}

describe('On the fakes', () => {
  describePorts(startFakes)
})

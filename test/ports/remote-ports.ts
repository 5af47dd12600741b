import type { Page } from 'playwright-core'
import { UploadError } from '../../miniprogram/uploader/core/errors'
import type {
  FileSlice,
  FileSource,
  Network,
  OnSent,
  Signal,
  Store,
  Transport,
} from '../../miniprogram/uploader/core/ports'
import type { ErrorCode } from '../../miniprogram/uploader/error-codes'
import type { Watcher } from '../page/watcher'
import type { Outcome, RemotePorts, RemoteRequest, RemoteSlice } from '../page/wire'
import type { SeenLifecycle } from './seen-lifecycle'

type Names = { [Name in keyof RemotePorts]: RemotePorts[Name] extends (...args: never[]) => unknown ? Name : never }

/** Calls one of the page's ports. */
export async function inPage<Name extends Names[keyof RemotePorts]>(
  page: Page,
  name: Name,
  ...args: Parameters<RemotePorts[Name]>
): Promise<Awaited<ReturnType<RemotePorts[Name]>>> {
  const call = ({ name, args }: { name: string; args: unknown[] }): unknown => {
    const { remotePorts } = globalThis as unknown as { remotePorts: Record<string, (...args: unknown[]) => unknown> }
    return remotePorts[name]?.(...args)
  }
  return (await page.evaluate(call, { name, args })) as Awaited<ReturnType<RemotePorts[Name]>>
}

function opened<T>(outcome: Outcome<T>): T {
  if ('value' in outcome) return outcome.value
  throw new UploadError(outcome.error.code as ErrorCode, { params: outcome.error.params })
}

interface SliceInPage extends FileSlice {
  slice: RemoteSlice
}

/** The ports of a page, callable from the test. */
export async function remotePorts(page: Page): Promise<{ transport: Transport; files: FileSource; store: Store }> {
  const listeners = new Map<number, OnSent>()
  let lastId = 0
  const nextId = (): number => {
    lastId += 1
    return lastId
  }
  await page.exposeFunction('onSent', (id: number, sent: number, total: number) => listeners.get(id)?.(sent, total))

  async function stoppable<T>(signal: Signal, onSent: OnSent | undefined, start: (id: number) => Promise<Outcome<T>>) {
    const id = nextId()
    if (onSent) listeners.set(id, onSent)
    const outcome = start(id)
    const unsubscribe = signal.subscribe(() => void inPage(page, 'stop', id))
    try {
      return opened(await outcome)
    } finally {
      unsubscribe()
    }
  }
  return {
    transport: {
      hasFormStack: false,
      send: ({ body, ...request }, signal, onSent) => {
        const remote: RemoteRequest = { ...request, ...encoded(body) }
        return stoppable(signal, onSent, (id) => inPage(page, 'send', id, remote, signal.stopped))
      },
      sendForm: (form, signal, onSent) =>
        stoppable(signal, onSent, (id) => inPage(page, 'sendForm', id, form, signal.stopped)),
    },
    files: {
      stat: async (path) => opened(await inPage(page, 'stat', path)),
      async open(path) {
        const id = nextId()
        opened(await inPage(page, 'open', id, path))
        return {
          async read(position, length) {
            const bytes = Buffer.from(opened(await inPage(page, 'read', id, position, length)), 'base64')
            return new Uint8Array(bytes).buffer
          },
          slice: (position, length): SliceInPage => ({ size: length, slice: { id, position, length } }),
          crc64: async (position, length, signal) =>
            (await stoppable(signal, undefined, (work) => inPage(page, 'crc64', work, { id, position, length }))) ??
            undefined,
          close: async () => void opened(await inPage(page, 'close', id)),
        }
      },
    },
    store: {
      get: async (key) => opened(await inPage(page, 'get', key)),
      set: async (key, value) => void opened(await inPage(page, 'set', key, value)),
      remove: async (key) => void opened(await inPage(page, 'remove', key)),
    },
  }
}

const encoded = (
  body: string | ArrayBuffer | FileSlice | undefined,
): Pick<RemoteRequest, 'text' | 'bytes' | 'slice'> => {
  if (body === undefined) return {}
  if (typeof body === 'string') return { text: body }
  return 'size' in body ? { slice: (body as SliceInPage).slice } : { bytes: Buffer.from(body).toString('base64') }
}

/** The lifecycle of a page. */
export function remoteLifecycle(page: Page): SeenLifecycle {
  const asObstacle = (answer: string | null) => (answer ?? undefined) as Watcher['found'][number]
  let lastId = 0
  return {
    obstacle: async () => asObstacle(await inPage(page, 'obstacle')),
    network: async () => (await inPage(page, 'network')) as Network,
    keepAwake: (on) => inPage(page, 'keepAwake', on),
    async watch(isOnce = false) {
      lastId += 1
      const id = lastId
      await inPage(page, 'watch', id, isOnce)
      return {
        found: async () => (await inPage(page, 'found', id)).map(asObstacle),
        end: () => inPage(page, 'unwatch', id),
      }
    },
  }
}

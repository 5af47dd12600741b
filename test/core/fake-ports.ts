/** Fake ports that the test controls: a virtual clock, files in memory, and a network with scripted answers. */

import { UploadError } from '../../miniprogram/uploader/core/errors'
import { untilStopped } from '../../miniprogram/uploader/core/flow/waiting'
import type {
  Clock,
  FileSource,
  FormUpload,
  HttpAnswer,
  HttpRequest,
  Lifecycle,
  OnSent,
  Ports,
  Signal,
  Store,
} from '../../miniprogram/uploader/core/ports'

export interface VirtualClock extends Clock {
  /** The number of timers that have not fired. */
  pending(): number
  /** Fires timers in order, and lets promises run between them, until `until` holds or no timer is left. */
  runUntil(until: () => boolean): Promise<void>
}

export function virtualClock(): VirtualClock {
  const timers = new Set<{ at: number; then: () => void }>()
  let now = 1_000_000

  return {
    now: () => now,
    after(ms, then) {
      const timer = { at: now + ms, then }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    pending: () => timers.size,
    async runUntil(until) {
      while (!until()) {
        await promisesToRun()
        if (until()) return
        const [next] = [...timers].sort((a, b) => a.at - b.at)
        if (!next) return
        timers.delete(next)
        now = Math.max(now, next.at)
        next.then()
      }
    },
  }
}

export const promisesToRun = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

export interface FakeLifecycle extends Lifecycle {
  set(obstacle: 'hidden' | 'offline' | undefined): void
  listeners(): number
}

export function fakeLifecycle(): FakeLifecycle {
  const listeners = new Set<() => void>()
  let current: 'hidden' | 'offline' | undefined
  return {
    obstacle: () => current,
    network: () => ({ type: 'wifi', weak: false }),
    keepAwake: () => {},
    set(obstacle) {
      current = obstacle
      for (const onChange of [...listeners]) onChange()
    },
    subscribe(onChange) {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
    listeners: () => listeners.size,
  }
}

export function memoryFiles(files: Record<string, Uint8Array>): FileSource {
  const bytesOf = (path: string): Uint8Array => {
    const bytes = files[path]
    if (!bytes) throw new UploadError('file-missing')
    return bytes
  }
  return {
    stat: async (path) => ({ size: bytesOf(path).length }),
    open: async (path) => {
      bytesOf(path)
      return {
        async read(position, length) {
          const bytes = bytesOf(path).slice(position, position + length)
          if (bytes.length !== length) throw new UploadError('file-changed')
          return bytes.buffer as ArrayBuffer
        },
        close: async () => {},
      }
    },
  }
}

export function memoryStore(): Store & { values: Map<string, unknown> } {
  const values = new Map<string, unknown>()
  return {
    values,
    get: async (key) => values.get(key),
    set: async (key, value) => void values.set(key, structuredClone(value)),
    remove: async (key) => void values.delete(key),
  }
}

/** How a request ends: an answer, a failure, or nothing until it is aborted (`hangs`) or its timeout. */
/** `sent`: the shares of the body that the platform reports, one after the other, or all at once if it is one number. */
export type Reaction = End | { sent: number | number[]; end: End }

type End = HttpAnswer | UploadError | 'hangs' | 'times-out'

export interface FakeTransport {
  forms: FormUpload[]
  requests: HttpRequest[]
  /** The number of open requests. */
  open(): number
  /** Fails every open request. */
  breakAll(failure: UploadError): void
  transport: Ports['transport']
}

export function fakeTransport(
  clock: Clock,
  onForm: (form: FormUpload, nth: number) => Reaction,
  onJson: (request: HttpRequest, nth: number) => Reaction,
): FakeTransport {
  const forms: FormUpload[] = []
  const requests: HttpRequest[] = []
  const breaks = new Set<(failure: UploadError) => void>()
  let open = 0

  function react(begin: () => Reaction, timeoutMs: number, signal: Signal, onSent: OnSent): Promise<HttpAnswer> {
    if (signal.stopped) return Promise.reject(new UploadError('cancelled'))
    const reaction = begin()
    open += 1
    return untilStopped<HttpAnswer>(signal, (resolve, reject) => {
      const { sent, end } = isPartial(reaction)
        ? reaction
        : { sent: reaction instanceof UploadError ? 0 : 1, end: reaction }
      breaks.add(reject)
      if (end === 'times-out') return clock.after(timeoutMs, () => reject(new UploadError('timeout')))
      return clock.after(1, () => {
        for (const share of [sent].flat()) onSent(share * 1000, 1000)
        if (end === 'hangs') return
        if (end instanceof UploadError) reject(end)
        else resolve(end)
      })
    }).finally(() => {
      open -= 1
    })
  }
  return {
    forms,
    requests,
    open: () => open,
    breakAll(failure) {
      for (const fail of [...breaks]) fail(failure)
      breaks.clear()
    },
    transport: {
      hasFormStack: true,
      sendForm: (form, signal, onSent) => react(() => onForm(form, forms.push(form)), form.timeoutMs, signal, onSent),
      send: (request, signal, onSent = () => {}) =>
        react(() => onJson(request, requests.push(request)), request.timeoutMs, signal, onSent),
    },
  }
}

const isPartial = (reaction: Reaction): reaction is Exclude<Reaction, End> =>
  typeof reaction === 'object' && 'sent' in reaction

export const answer = (status: number, body: unknown = ''): HttpAnswer => ({
  status,
  headers: {},
  text: typeof body === 'string' ? body : JSON.stringify(body),
})

export const ossRefusal = (status: number, code: string, message = ''): HttpAnswer =>
  answer(
    status,
    `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message><RequestId>R1</RequestId></Error>`,
  )

export const networkFailure = (): UploadError => new UploadError('network', { params: { detail: 'reset' } })

/** The engine's ports, driven by hand: a virtual clock, files in memory, and a network that answers as told. */
import type { Signal } from '../../miniprogram/uploader/core/cancellation'
import { UploadError } from '../../miniprogram/uploader/core/errors'
import type {
  Clock,
  FileSource,
  FormUpload,
  HttpAnswer,
  HttpRequest,
  Lifecycle,
  OnSent,
  Ports,
  Store,
} from '../../miniprogram/uploader/core/ports'
import { untilStopped } from '../../miniprogram/uploader/core/waiting'

export interface VirtualClock extends Clock {
  /** Timers that have yet to fire. */
  pending(): number
  /** Fires timers in order, letting promises run between them, until `until` holds or none is left. */
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
        read: async (position, length) => bytesOf(path).slice(position, position + length).buffer as ArrayBuffer,
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
    set: async (key, value) => void values.set(key, value),
    remove: async (key) => void values.delete(key),
  }
}

/** What a send does: an answer, a failure, or nothing until it is aborted. */
export type Reaction = HttpAnswer | UploadError | 'hangs' | { sent: number; end: HttpAnswer | UploadError | 'hangs' }

export interface FakeTransport {
  forms: FormUpload[]
  requests: HttpRequest[]
  /** Requests under way. */
  open(): number
  /** Fails every request under way. */
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

  function react(reaction: Reaction, signal: Signal, onSent: OnSent): Promise<HttpAnswer> {
    open += 1
    return untilStopped<HttpAnswer>(signal, (resolve, reject) => {
      const { sent, end } = isPartial(reaction)
        ? reaction
        : { sent: reaction instanceof UploadError ? 0 : 1, end: reaction }
      breaks.add(reject)
      return clock.after(1, () => {
        onSent(sent * 1000, 1000)
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
      sendForm: (form, signal, onSent) => {
        forms.push(form)
        return react(onForm(form, forms.length), signal, onSent)
      },
      send: (request, signal) => {
        requests.push(request)
        return react(onJson(request, requests.length), signal, () => {})
      },
    },
  }
}

const isPartial = (reaction: Reaction): reaction is Exclude<Reaction, HttpAnswer | UploadError | 'hangs'> =>
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

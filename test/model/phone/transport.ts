import { UploadError } from '../../../miniprogram/uploader/core/errors'
import type { Signal } from '../../../miniprogram/uploader/core/flow/cancellation'
import { untilStopped } from '../../../miniprogram/uploader/core/flow/waiting'
import type { HttpAnswer, OnSent, Transport } from '../../../miniprogram/uploader/core/ports'
import type { Strike, Target } from '../network/request-faults'
import { type Server, startWire, type Wire, type WireRequest, type WireTraits } from '../network/wire'
import { wholeFile } from './files'
import { formBody } from './form-body'
import type { LifeParts, PhoneLifecycle } from './ports'

/** WeChat's, for each of `uploadFile` and `request`. */
const MOST_CONNECTIONS = 10

export interface TransportOptions {
  parts: LifeParts
  lifecycle: PhoneLifecycle
  traits: WireTraits
  /** How late the platform tells of progress, ms. */
  progressDelayMs: number
  server(url: string): Server
  strike(target: Target): Strike | undefined
  /** A request begins, and how it ended for the app. */
  onRequest(request: WireRequest): void
  onAnswer(request: WireRequest, answer: HttpAnswer): void
}

export interface PhoneTransport extends Transport {
  /** What is on its way fails so. */
  breakAll(code: 'network' | 'interrupted'): void
}

type Kind = 'uploadFile' | 'request'

export function phoneTransport(options: TransportOptions): PhoneTransport {
  const { parts, lifecycle } = options
  const { clock, thread, disk, open, onStep } = parts
  const breaks = new Set<(error: UploadError) => void>()
  const counts: Record<Kind, number> = { uploadFile: 0, request: 0 }

  function call(kind: Kind, request: WireRequest, timeoutMs: number, signal: Signal, onSent: OnSent) {
    onStep()
    options.onRequest(request)
    const target = targetOf(kind, request.url)
    return untilStopped<HttpAnswer>(signal, (resolve, reject) => {
      counts[kind] += 1
      open.requests += 1
      if (counts[kind] > MOST_CONNECTIONS) throw new Error(`more than ${MOST_CONNECTIONS} of ${kind}`)
      let wire: Wire | undefined
      let hasEnded = false
      let isAborted = false
      const end = (): void => {
        hasEnded = true
        counts[kind] -= 1
        open.requests -= 1
        breaks.delete(fail)
        callOffTimeout()
        wire?.breakOff()
      }
      const settle = (outcome: HttpAnswer | UploadError): void => {
        if (hasEnded) return
        end()
        thread.call(() => {
          if (isAborted) return
          onStep()
          if (outcome instanceof UploadError) return reject(outcome)
          options.onAnswer(request, outcome)
          resolve(outcome)
        })
      }
      const fail = (error: UploadError): void => settle(error)
      const callOffTimeout = clock.after(timeoutMs, () => fail(new UploadError('timeout')))
      breaks.add(fail)
      const obstacle = lifecycle.obstacle()
      if (obstacle) {
        clock.after(1, () => fail(new UploadError(obstacle === 'hidden' ? 'interrupted' : 'network')))
      } else {
        const tell: OnSent = (sent, total) => {
          clock.after(options.progressDelayMs, () => thread.call(() => !hasEnded && onSent(sent, total)))
        }
        const events = { onSent: tell, onEnd: settle }
        wire = startWire(clock, options.traits, options.server(request.url), request, options.strike(target), events)
      }
      return () => {
        isAborted = true
        if (!hasEnded) end()
      }
    })
  }

  return {
    hasFormStack: true,
    async sendForm({ url, fields, path, timeoutMs }, signal, onSent) {
      const file = disk.files.get(path)
      if (!file) throw new UploadError('file-missing')
      const { headers, body } = formBody(fields, wholeFile(file))
      return call('uploadFile', withLength({ method: 'POST', url, headers, body }), timeoutMs, signal, onSent)
    },
    send({ method, url, headers, body, timeoutMs }, signal) {
      const pieces = body === undefined ? [] : [typeof body === 'string' ? Buffer.from(body) : new Uint8Array(body)]
      return call('request', withLength({ method, url, headers, body: pieces }), timeoutMs, signal, () => {})
    },
    breakAll(code) {
      for (const fail of [...breaks]) fail(new UploadError(code))
    },
  }
}

/** As every HTTP client does. */
const withLength = (request: WireRequest): WireRequest => ({
  ...request,
  headers: {
    ...request.headers,
    'content-length': String(request.body.reduce((sum, { length }) => sum + length, 0)),
  },
})

function targetOf(kind: Kind, url: string): Target {
  if (kind === 'uploadFile') return 'form'
  return url.includes('partNumber=') ? 'part' : 'backend'
}

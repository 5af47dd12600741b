import { UploadError } from '../../../miniprogram/uploader/core/errors'
import { untilStopped } from '../../../miniprogram/uploader/core/flow/waiting'
import type { HttpAnswer, OnSent, Signal, Transport } from '../../../miniprogram/uploader/core/ports'
import type { RequestFault, Target } from '../network/request-faults'
import { type Server, startWire, type Wire, type WireRequest, type WireTraits } from '../network/wire'
import { wholeFile } from './files'
import { formBody } from './form-body'
import type { PhoneLifecycle } from './lifecycle'
import type { AppParts } from './ports'

/** WeChat's limit for `uploadFile` and for `request`, each. */
const MAX_CONNECTIONS = 10

export interface TransportOptions {
  parts: AppParts
  lifecycle: PhoneLifecycle
  wire: WireTraits
  /** How late the platform reports progress, ms. */
  progressDelayMs: number
  server(url: string): Server
  requestFault(target: Target): RequestFault | undefined
  /** Called when a request begins. */
  onRequest(request: WireRequest): void
  /** Called when the app gets an answer. */
  onAnswer(request: WireRequest, answer: HttpAnswer): void
}

export interface PhoneTransport extends Transport {
  /** Fails all running requests. */
  failAll(code: 'network' | 'interrupted'): void
}

type Api = 'uploadFile' | 'request'

export function phoneTransport(options: TransportOptions): PhoneTransport {
  const { parts, lifecycle } = options
  const { clock, thread, disk, open, onStep } = parts
  const running = new Set<(error: UploadError) => void>()
  const counts: Record<Api, number> = { uploadFile: 0, request: 0 }

  function call(api: Api, request: WireRequest, timeoutMs: number, signal: Signal, onSent: OnSent) {
    onStep()
    options.onRequest(request)
    const target = targetOf(api, request.url)
    return untilStopped<HttpAnswer>(signal, (resolve, reject) => {
      counts[api] += 1
      open.requests += 1
      if (counts[api] > MAX_CONNECTIONS) throw new Error(`more than ${MAX_CONNECTIONS} calls of ${api} at once`)
      let wire: Wire | undefined
      let hasEnded = false
      let isAborted = false
      const end = (): void => {
        hasEnded = true
        counts[api] -= 1
        open.requests -= 1
        running.delete(fail)
        cancelTimeout()
        wire?.abort()
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
      const cancelTimeout = clock.after(timeoutMs, () => fail(new UploadError('timeout')))
      running.add(fail)
      const obstacle = lifecycle.obstacle()
      if (obstacle) {
        clock.after(1, () => fail(new UploadError(obstacle === 'hidden' ? 'interrupted' : 'network')))
      } else {
        const report: OnSent = (sent, total) => {
          clock.after(options.progressDelayMs, () => thread.call(() => !hasEnded && onSent(sent, total)))
        }
        const events = { onSent: report, onEnd: settle }
        const fault = options.requestFault(target)
        wire = startWire(clock, options.wire, options.server(request.url), request, fault, events)
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
      const pieces =
        body === undefined ? [] : [typeof body === 'string' ? Buffer.from(body) : new Uint8Array(body as ArrayBuffer)]
      return call('request', withLength({ method, url, headers, body: pieces }), timeoutMs, signal, () => {})
    },
    failAll(code) {
      for (const fail of [...running]) fail(new UploadError(code))
    },
  }
}

/** Every HTTP client sends the length. */
const withLength = (request: WireRequest): WireRequest => ({
  ...request,
  headers: {
    ...request.headers,
    'content-length': String(request.body.reduce((sum, { length }) => sum + length, 0)),
  },
})

function targetOf(api: Api, url: string): Target {
  if (api === 'uploadFile') return 'form'
  return url.includes('partNumber=') ? 'part' : 'backend'
}

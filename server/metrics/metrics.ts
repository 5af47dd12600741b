import type { Registry } from 'prom-client'
import type { ErrorCode } from '../../miniprogram/uploader/error-codes'
import { counter, histogram } from './instruments'

/** What `/metrics` shows. No label contains what a caller sent, or callers could create any number of series. */
export interface Metrics {
  request(path: string, status: number, seconds: number): void
  tickets(route: string, count: number): void
  /** Counts a refused request, or one refused file. */
  refusal(code: ErrorCode): void
  /** Counts a call of the app's own backend. `key` is the key's name, empty if no key was found. */
  hostCall(key: string, outcome: 'accepted' | 'wrong-key' | 'wrong-scope' | 'leaked'): void
  stored(route: string, bytes: number): void
  /** Counts the steps of multipart uploads. */
  multipart(event: 'initiated' | 'completed' | 'aborted'): void
  /** Counts a call to the cloud: `sts` `AssumeRole`, `oss` `head`, … */
  call(service: 'sts' | 'oss', operation: string, isGood: boolean, seconds: number): void
  /** Prometheus text. */
  text(): Promise<string>
  contentType: string
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** @param withProcess adds memory, CPU and event loop of this process, from its first scrape on. Use it once in a process. */
export function createMetrics({ withProcess = false } = {}): Metrics {
  const requests = histogram('http_request_duration_seconds', 'Requests answered', SECONDS)
  const tickets = counter('upload_tickets_total', 'Tickets given')
  const refusals = counter('upload_refusals_total', 'Requests and files refused')
  const files = counter('upload_stored_files_total', 'Files confirmed for the first time')
  const bytes = counter('upload_stored_bytes_total', 'Bytes of files confirmed for the first time')
  const hostCalls = counter(
    'host_calls_total',
    'Calls of the app’s own backend; a leaked key was sent by an app or a page',
  )
  const multipart = counter('upload_multipart_total', 'Multipart uploads initiated, completed and aborted on OSS')
  const calls = histogram('cloud_call_duration_seconds', 'Calls to STS and OSS', SECONDS)
  const instruments = [requests, tickets, refusals, files, bytes, hostCalls, multipart, calls]
  const processText = withProcess ? processMetrics() : async () => ''
  return {
    request: (path, status, seconds) => requests.observe({ path, status }, seconds),
    tickets: (route, count) => tickets.add({ route }, count),
    refusal: (code) => refusals.add({ code }),
    hostCall: (key, outcome) => hostCalls.add({ key, outcome }),
    stored(route, size) {
      files.add({ route })
      bytes.add({ route }, size)
    },
    multipart: (event) => multipart.add({ event }),
    call: (service, operation, isGood, seconds) =>
      calls.observe({ service, operation, outcome: isGood ? 'ok' : 'failed' }, seconds),
    text: async () => [...instruments.map((instrument) => instrument.text()), await processText()].join('\n'),
    contentType: 'text/plain; version=0.0.4; charset=utf-8',
  }
}

function processMetrics(): () => Promise<string> {
  let opened: Promise<Registry> | undefined
  const open = async (): Promise<Registry> => {
    const { collectDefaultMetrics, Registry } = await import('prom-client')
    const register = new Registry()
    collectDefaultMetrics({ register })
    return register
  }
  return async () => {
    opened ??= open()
    return (await opened).metrics()
  }
}

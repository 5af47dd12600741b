import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import type { ErrorCode } from '../../miniprogram/uploader/error-codes'

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

/** @param withProcess adds memory, CPU and event loop of this process. Use it once in a process. */
export function createMetrics({ withProcess = false } = {}): Metrics {
  const registry = new Registry()
  const registers = [registry]
  if (withProcess) collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Requests answered',
    labelNames: ['path', 'status'],
    buckets: SECONDS,
    registers,
  })
  const tickets = new Counter({ name: 'upload_tickets_total', help: 'Tickets given', labelNames: ['route'], registers })
  const refusals = new Counter({
    name: 'upload_refusals_total',
    help: 'Requests and files refused',
    labelNames: ['code'],
    registers,
  })
  const files = new Counter({
    name: 'upload_stored_files_total',
    help: 'Files confirmed for the first time',
    labelNames: ['route'],
    registers,
  })
  const bytes = new Counter({
    name: 'upload_stored_bytes_total',
    help: 'Bytes of files confirmed for the first time',
    labelNames: ['route'],
    registers,
  })
  const hostCalls = new Counter({
    name: 'host_calls_total',
    help: 'Calls of the app’s own backend; a leaked key was sent by an app or a page',
    labelNames: ['key', 'outcome'],
    registers,
  })
  const multipart = new Counter({
    name: 'upload_multipart_total',
    help: 'Multipart uploads initiated, completed and aborted on OSS',
    labelNames: ['event'],
    registers,
  })
  const calls = new Histogram({
    name: 'cloud_call_duration_seconds',
    help: 'Calls to STS and OSS',
    labelNames: ['service', 'operation', 'outcome'],
    buckets: SECONDS,
    registers,
  })
  return {
    request: (path, status, seconds) => requests.observe({ path, status }, seconds),
    tickets: (route, count) => tickets.inc({ route }, count),
    refusal: (code) => refusals.inc({ code }),
    hostCall: (key, outcome) => hostCalls.inc({ key, outcome }),
    stored(route, size) {
      files.inc({ route })
      bytes.inc({ route }, size)
    },
    multipart: (event) => multipart.inc({ event }),
    call: (service, operation, isGood, seconds) =>
      calls.observe({ service, operation, outcome: isGood ? 'ok' : 'failed' }, seconds),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}

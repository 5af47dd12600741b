import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
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
  /** Whether the shared store of the limits is there. Its metrics exist only if there is such a store. */
  limitStore(isThere: boolean): void
  /** Counts one count that this instance made alone, because the store was away. */
  countedAlone(): void
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
  const store = storeMetrics(registers)
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
    limitStore: (isThere) => store().isThere.set(isThere ? 1 : 0),
    countedAlone: () => store().alone.inc(),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}

/** Made at their first use: a backend without a store must not show one. */
function storeMetrics(registers: Registry[]): () => { isThere: Gauge; alone: Counter } {
  const make = () => ({
    isThere: new Gauge({
      name: 'limit_store_up',
      help: '1 while limits are counted in the shared store, 0 while this instance counts alone',
      registers,
    }),
    alone: new Counter({
      name: 'limit_counts_alone_total',
      help: 'Counts that this instance made alone, because the shared store was away',
      registers,
    }),
  })
  let made: ReturnType<typeof make> | undefined
  return () => {
    made ??= make()
    return made
  }
}

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
/** A phone with a weak link uploads a video for minutes, and may resume it for days. */
const UPLOAD_SECONDS = [0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900, 3600]

export type Instruments = ReturnType<typeof createInstruments>

/** All counters and histograms, in a registry of their own. */
export function createInstruments(withProcess: boolean) {
  const registry = new Registry()
  const registers = [registry]
  if (withProcess) collectDefaultMetrics({ register: registry })
  const counter = (name: string, help: string, ...labelNames: string[]): Counter =>
    new Counter({ name, help, labelNames, registers })
  const histogram = (name: string, help: string, labelNames: string[], buckets = SECONDS): Histogram =>
    new Histogram({ name, help, labelNames, buckets, registers })
  return {
    registry,
    requests: histogram('http_request_duration_seconds', 'Requests answered', ['path', 'status']),
    tickets: counter('upload_tickets_total', 'Tickets given', 'route'),
    refusals: counter('upload_refusals_total', 'Requests and files refused', 'code'),
    files: counter('upload_stored_files_total', 'Files confirmed for the first time', 'route'),
    bytes: counter('upload_stored_bytes_total', 'Bytes of files confirmed for the first time', 'route'),
    uploads: histogram(
      'upload_duration_seconds',
      'From the ticket of a file to its first confirmation',
      ['by'],
      UPLOAD_SECONDS,
    ),
    hooks: histogram('hook_duration_seconds', 'Calls of the hooks of routes', ['hook', 'outcome']),
    hostCalls: counter(
      'host_calls_total',
      'Calls of the app’s own backend; a leaked key was sent by an app or a page',
      'key',
      'outcome',
    ),
    multipart: counter('upload_multipart_total', 'Multipart uploads initiated, completed and aborted on OSS', 'event'),
    calls: histogram('cloud_call_duration_seconds', 'Calls to STS and OSS', ['service', 'operation', 'outcome']),
    store: storeInstruments(registers),
  }
}

/** Made at their first use: a backend without a store must not show one. */
function storeInstruments(registers: Registry[]): () => { isThere: Gauge; alone: Counter } {
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

import type { ErrorCode } from '../../miniprogram/uploader/error-codes'
import type { Instruments } from './instruments'

/** What `/metrics` shows. No label contains what a caller sent, or callers could create any number of series. */
export interface Metrics {
  request(path: string, status: number, seconds: number): void
  tickets(route: string, count: number): void
  /** Counts a refused request, or one refused file. */
  refusal(code: ErrorCode): void
  /** Counts a call of the app's own backend. `key` is the key's name, empty if no key was found. */
  hostCall(key: string, outcome: 'accepted' | 'wrong-key' | 'wrong-scope' | 'leaked'): void
  /** Counts a file that is confirmed for the first time. @param ms since its ticket was given. */
  stored(route: string, bytes: number, by: 'form' | 'parts', ms: number): void
  /** Counts a call of a route's hook. */
  hook(hook: 'authorize' | 'canRead' | 'onStored', outcome: 'ok' | 'refused' | 'failed', seconds: number): void
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

/**
 * What happens before the first scrape is kept, and counted when prom-client is there: no ticket waits for its loading.
 * @param withProcess adds memory, CPU and event loop of this process, from its first scrape on. Use it once in a process.
 */
export function createMetrics({ withProcess = false } = {}): Metrics {
  const { count, load } = later(async () => (await import('./instruments')).createInstruments(withProcess))
  return {
    request: (path, status, seconds) => count(({ requests }) => requests.observe({ path, status }, seconds)),
    tickets: (route, number) => count(({ tickets }) => tickets.inc({ route }, number)),
    refusal: (code) => count(({ refusals }) => refusals.inc({ code })),
    hostCall: (key, outcome) => count(({ hostCalls }) => hostCalls.inc({ key, outcome })),
    stored: (route, size, by, ms) =>
      count(({ files, bytes, uploads }) => {
        files.inc({ route })
        bytes.inc({ route }, size)
        uploads.observe({ by }, ms / 1000)
      }),
    hook: (hook, outcome, seconds) => count(({ hooks }) => hooks.observe({ hook, outcome }, seconds)),
    multipart: (event) => count(({ multipart }) => multipart.inc({ event })),
    call: (service, operation, isGood, seconds) =>
      count(({ calls }) => calls.observe({ service, operation, outcome: isGood ? 'ok' : 'failed' }, seconds)),
    limitStore: (isThere) => count(({ store }) => store().isThere.set(isThere ? 1 : 0)),
    countedAlone: () => count(({ store }) => store().alone.inc()),
    text: async () => (await load()).registry.metrics(),
    contentType: 'text/plain; version=0.0.4; charset=utf-8',
  }
}

type Count = (instruments: Instruments) => void

/** So many counts are kept. After that prom-client is loaded, whether or not there is a scrape. */
const MOST_KEPT = 200

function later(make: () => Promise<Instruments>): { count(count: Count): void; load(): Promise<Instruments> } {
  let kept: Count[] = []
  let made: Instruments | undefined
  let making: Promise<Instruments> | undefined

  const begin = async (): Promise<Instruments> => {
    const instruments = await make()
    for (const count of kept) count(instruments)
    kept = []
    made = instruments
    return instruments
  }
  const load = (): Promise<Instruments> => {
    making ??= begin()
    return making
  }
  return {
    load,
    count(count) {
      if (made) count(made)
      else if (kept.push(count) >= MOST_KEPT) void load()
    },
  }
}

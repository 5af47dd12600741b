/** Measures calls to the cloud: each function wraps a port and returns the same port. */
import type { Metrics } from './metrics'

/** Wrap the function that calls STS, not the cache before it. */
export const timedSts =
  <Order, Session>(ask: (order: Order) => Promise<Session>, metrics: Metrics) =>
  (order: Order): Promise<Session> =>
    timed(ask(order), (isGood, seconds) => metrics.call('sts', 'AssumeRole', isGood, seconds))

/** Measures every method of the bucket by its name, and counts the steps of multipart uploads. */
export const timedBucket = <Bucket extends object>(bucket: Bucket, metrics: Metrics): Bucket =>
  new Proxy(bucket, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      return (...args: unknown[]): unknown => {
        const called: unknown = member.apply(target, args)
        if (!(called instanceof Promise)) return called
        return timed(called, (isGood, seconds, result) => {
          metrics.call('oss', String(name), isGood, seconds)
          countMultipart(String(name), result, metrics)
        })
      }
    },
  })

function countMultipart(method: string, result: unknown, { multipart }: Metrics): void {
  if (method === 'initiate' && result !== undefined) multipart('initiated')
  if (result === 'completed' || result === 'aborted') multipart(result)
}

type Note = (isGood: boolean, seconds: number, result?: unknown) => void

async function timed<T>(call: Promise<T>, note: Note): Promise<T> {
  const startedAt = performance.now()
  const seconds = (): number => (performance.now() - startedAt) / 1000
  try {
    const result = await call
    note(true, seconds(), result)
    return result
  } catch (error) {
    note(false, seconds())
    throw error
  }
}

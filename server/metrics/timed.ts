/** Cloud calls, timed and counted: each wraps a port and is one. */
import type { CredentialSource } from '../credentials/credentials'
import type { Bucket } from '../oss/bucket'
import type { Metrics } from './metrics'

/** Around what asks STS, not around the cache before it. */
export const timedSts =
  (assumeRole: CredentialSource, metrics: Metrics): CredentialSource =>
  (scope) =>
    timed(assumeRole(scope), (isGood, seconds) => metrics.call('sts', 'AssumeRole', isGood, seconds))

/** Every call of the bucket, by the name of its method. */
export const timedBucket = (bucket: Bucket, metrics: Metrics): Bucket =>
  new Proxy(bucket, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      return (...args: unknown[]): unknown => {
        const called: unknown = member.apply(target, args)
        if (!(called instanceof Promise)) return called
        return timed(called, (isGood, seconds) => metrics.call('oss', String(name), isGood, seconds))
      }
    },
  })

/** The same bucket, telling when a file was promoted: once for every file, however often it is confirmed. */
export const countingBucket = (bucket: Bucket, onPromoted: () => void): Bucket => ({
  ...bucket,
  async promote(promotion) {
    const outcome = await bucket.promote(promotion)
    if (outcome === 'copied') onPromoted()
    return outcome
  },
})

async function timed<T>(call: Promise<T>, note: (isGood: boolean, seconds: number) => void): Promise<T> {
  const startedAt = performance.now()
  const seconds = (): number => (performance.now() - startedAt) / 1000
  try {
    const result = await call
    note(true, seconds())
    return result
  } catch (error) {
    note(false, seconds())
    throw error
  }
}

import { cachedCredentials } from '../../../server/credentials/cached-credentials'
import type { Credentials, Scope } from '../../../server/credentials/credentials'

const HOUR = 3_600_000

/** An STS whose answers the test gives one by one. */
function sts(random = 0) {
  const clock = { now: 1_000_000 }
  const calls: Scope[] = []
  const failures: unknown[] = []
  const waiting: { answer: () => void; fail: (error: Error) => void }[] = []
  const credentials = cachedCredentials({
    fetch: (scope) =>
      new Promise<Credentials>((resolve, reject) => {
        calls.push(scope)
        const number = calls.length
        waiting.push({
          answer: () => resolve({ accessKeyId: `key-${number}`, accessKeySecret: 's', expiresAt: clock.now + HOUR }),
          fail: reject,
        })
      }),
    now: () => clock.now,
    random: () => random,
    onRenewalFailed: (_, error) => failures.push(error),
  })
  return {
    clock,
    calls,
    failures,
    credentials,
    answer: () => waiting.shift()?.answer(),
    fail: (error: Error) => waiting.shift()?.fail(error),
    /** Waits until all settled promises have run their callbacks. */
    settle: () => new Promise((done) => setImmediate(done)),
    /** Fetches the first session of `upload`. */
    async warm() {
      const first = credentials('upload')
      waiting.shift()?.answer()
      await first
    },
  }
}

describe('credentials', () => {
  it('are fetched once for each scope, however many requests wait', async () => {
    const s = sts()
    const scopes: Scope[] = ['upload', 'read', 'manage']
    const callers = Array.from({ length: 1000 }, (_, index) => s.credentials(scopes[index % 3] ?? 'upload'))
    for (const _ of scopes) s.answer()
    const keys = (await Promise.all(callers)).map(({ accessKeyId }) => accessKeyId)
    expect(s.calls).toEqual(scopes)
    expect(new Set(keys)).toEqual(new Set(['key-1', 'key-2', 'key-3']))
  })

  it('are used until half of their life without another call', async () => {
    const s = sts()
    await s.warm()
    s.clock.now += HOUR / 2 - 1
    expect((await s.credentials('upload')).accessKeyId).toBe('key-1')
    expect(s.calls).toHaveLength(1)
  })

  it('are renewed in the background after that, while the old ones are used', async () => {
    const s = sts()
    await s.warm()
    s.clock.now += HOUR / 2
    const served = await Promise.all([s.credentials('upload'), s.credentials('upload')])
    expect(served.map(({ accessKeyId }) => accessKeyId)).toEqual(['key-1', 'key-1'])
    expect(s.calls).toHaveLength(2)
    s.answer()
    await s.settle()
    expect((await s.credentials('upload')).accessKeyId).toBe('key-2')
    expect(s.calls).toHaveLength(2)
  })

  it('are renewed at a random time, so that instances do not renew together', async () => {
    const s = sts(0.5)
    await s.warm()
    s.clock.now += HOUR * 0.54
    await s.credentials('upload')
    expect(s.calls).toHaveLength(1)
    s.clock.now += HOUR * 0.02
    await s.credentials('upload')
    expect(s.calls).toHaveLength(2)
  })

  it('outlive a failed renewal, which is retried only after a pause', async () => {
    const s = sts()
    await s.warm()
    s.clock.now += HOUR / 2
    await s.credentials('upload')
    s.fail(new Error('STS is away'))
    await s.settle()
    expect((await s.credentials('upload')).accessKeyId).toBe('key-1')
    expect([s.calls.length, s.failures]).toEqual([2, [new Error('STS is away')]])
    s.clock.now += 30_000
    await s.credentials('upload')
    expect(s.calls).toHaveLength(3)
  })

  it('are not used with a minute or less to live', async () => {
    const s = sts()
    await s.warm()
    s.clock.now += HOUR - 60_000
    const next = s.credentials('upload')
    s.answer()
    expect((await next).accessKeyId).toBe('key-2')
  })

  it('that could not be fetched fail every waiting request, and the next request fetches again', async () => {
    const s = sts()
    const callers = [s.credentials('upload'), s.credentials('upload')]
    s.fail(new Error('STS is away'))
    const outcomes = await Promise.allSettled(callers)
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await s.warm()
    expect(s.calls).toHaveLength(2)
  })

  it('are waited for after a quiet hour, because signatures of the old ones would expire too soon', async () => {
    const s = sts()
    await s.warm()
    s.clock.now += HOUR * 0.7
    const renewed = s.credentials('upload')
    await s.settle()
    s.answer()
    expect((await renewed).accessKeyId).toBe('key-2')
  })

  it('are the old ones after a quiet hour if STS is down, and not every request calls STS', async () => {
    const s = sts()
    await s.warm()
    s.clock.now += HOUR * 0.9
    const fallback = s.credentials('upload')
    await s.settle()
    s.fail(new Error('away'))
    expect((await fallback).accessKeyId).toBe('key-1')
    expect((await s.credentials('upload')).accessKeyId).toBe('key-1')
    expect([s.calls.length, s.failures.length]).toEqual([2, 1])
  })
})

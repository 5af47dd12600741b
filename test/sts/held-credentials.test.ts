import { UploadError } from '../../miniprogram/uploader/core/errors'
import { cancellation } from '../../miniprogram/uploader/core/flow/cancellation'
import { heldCredentials } from '../../miniprogram/uploader/sts/held-credentials'
import { ossTime } from '../../miniprogram/uploader/sts/oss-time'
import type { StsCredentials } from '../../miniprogram/uploader/sts/sts-credentials'
import { promisesToRun, virtualClock } from '../core/fake-ports'

const { signal } = cancellation()

/** Each asking gives the next token, good for 900 s. */
function held(ask?: () => Promise<unknown>) {
  const clock = virtualClock()
  let asked = 0
  const credentials = heldCredentials(
    ask ??
      (async () => {
        asked += 1
        return `token ${asked}`
      }),
    (answer) => ({ securityToken: String(answer), expiresIn: 900 }) as StsCredentials,
    clock,
  )
  const pass = async (seconds: number): Promise<void> => {
    let isOver = false
    clock.after(seconds * 1000, () => {
      isOver = true
    })
    await clock.runUntil(() => isOver)
  }
  return { clock, credentials, pass, asked: () => asked }
}

describe('held credentials', () => {
  it('are asked for once by all who wait, and not again while they last', async () => {
    const { credentials, asked, pass } = held()
    expect(credentials.secondsLeft()).toBe(0)
    await Promise.all([credentials.current(signal), credentials.current(signal)])
    await pass(600)
    expect((await credentials.current(signal)).securityToken).toBe('token 1')
    expect([asked(), credentials.secondsLeft()]).toEqual([1, 300])
  })

  it('are replaced before they end, by a quarter of their life', async () => {
    const { credentials, asked, pass } = held()
    await credentials.current(signal)
    await pass(676)
    await Promise.all([credentials.current(signal), credentials.current(signal)])
    expect([asked(), credentials.secondsLeft()]).toEqual([2, 900])
  })

  it('are replaced once when OSS refuses them, and not for a late refusal of the ones before', async () => {
    const { credentials, asked } = held()
    await credentials.current(signal)
    const carries = (token: string): boolean => token === 'token 1'
    credentials.refusedIf(carries)
    await Promise.all([credentials.current(signal), credentials.current(signal)])
    credentials.refusedIf(carries)
    await credentials.current(signal)
    expect(asked()).toBe(2)
  })

  it('are asked for anew when the clock was set back, since nobody knows what has passed', async () => {
    const { clock, credentials, asked } = held()
    await credentials.current(signal)
    const before = clock.now()
    clock.now = () => before - 86_400_000
    await credentials.current(signal)
    expect(asked()).toBe(2)
  })

  it.each<[string, () => Promise<unknown>, string]>([
    ['fails as `wx` does', () => Promise.reject({ errMsg: 'request:fail timeout' }), 'request:fail timeout'],
    ['fails', () => Promise.reject(new Error('no')), 'no'],
    [
      'throws at once',
      () => {
        throw new TypeError('x is not a function')
      },
      'x is not a function',
    ],
  ])('fail when what asks for them %s, and are asked for again', async (_, ask, detail) => {
    let fails = true
    const { credentials } = held(() => (fails ? ask() : Promise.resolve('token')))
    await expect(credentials.current(signal)).rejects.toMatchObject({ code: 'credentials-failed', params: { detail } })
    fails = false
    expect((await credentials.current(signal)).securityToken).toBe('token')
  })

  it('fail as the app says, when it says it in our words', async () => {
    const { credentials } = held(() => Promise.reject(new UploadError('unauthenticated')))
    await expect(credentials.current(signal)).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it('fail when nothing comes in 20 s, and leave no timer', async () => {
    const { clock, credentials } = held(() => new Promise(() => {}))
    const failure = credentials.current(signal).catch((error: UploadError) => error.params.detail)
    await clock.runUntil(() => false)
    expect(await failure).toBe('no answer in time')
    const { clock: other, credentials: good } = held()
    await good.current(signal)
    await promisesToRun()
    expect(other.pending()).toBe(0)
  })

  it('come to those who still wait when one gives up', async () => {
    const { credentials, asked } = held()
    const stop = cancellation()
    const impatient = credentials.current(stop.signal)
    const patient = credentials.current(signal)
    stop.stop()
    await expect(impatient).rejects.toMatchObject({ code: 'cancelled' })
    expect((await patient).securityToken).toBe('token 1')
    expect(asked()).toBe(1)
  })
})

describe('OSS’s time', () => {
  it('is this device’s until it is told, then that, and only a real difference changes it', () => {
    const clock = { ...virtualClock(), now: () => 1_000_000 }
    const time = ossTime(clock)
    expect([time.now(), time.isKnown()]).toEqual([1_000_000, false])
    time.learn('no date')
    time.learn(undefined)
    expect(time.isKnown()).toBe(false)
    const told = Date.UTC(2026, 0, 2)
    time.learn(new Date(told).toUTCString())
    expect([time.now(), time.isKnown()]).toEqual([told, true])
    time.learn(new Date(told + 50_000).toISOString())
    expect(time.now()).toBe(told)
    time.learn(new Date(told + 70_000).toISOString())
    expect(time.now()).toBe(told + 70_000)
  })
})

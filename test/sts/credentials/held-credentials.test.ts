import { UploadError } from '../../../miniprogram/uploader/core/errors'
import { cancellation } from '../../../miniprogram/uploader/core/flow/cancellation'
import { heldCredentials } from '../../../miniprogram/uploader/sts/credentials/held-credentials'
import type { StsCredentials } from '../../../miniprogram/uploader/sts/credentials/sts-credentials'
import { promisesToRun, virtualClock } from '../../core/fake-ports'

const { signal } = cancellation()

/** Each request gives the next token, which lasts 900 s. */
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

describe('heldCredentials', () => {
  it('asks once for all callers, and not again while the credentials last', async () => {
    const { credentials, asked, pass } = held()
    expect(credentials.secondsLeft()).toBe(0)
    await Promise.all([credentials.current(signal), credentials.current(signal)])
    await pass(600)
    expect((await credentials.current(signal)).securityToken).toBe('token 1')
    expect([asked(), credentials.secondsLeft()]).toEqual([1, 300])
  })

  it('replaces credentials before they expire, by a quarter of their life', async () => {
    const { credentials, asked, pass } = held()
    await credentials.current(signal)
    await pass(676)
    await Promise.all([credentials.current(signal), credentials.current(signal)])
    expect([asked(), credentials.secondsLeft()]).toEqual([2, 900])
  })

  it('replaces refused credentials once, and ignores a late refusal of the former ones', async () => {
    const { credentials, asked } = held()
    await credentials.current(signal)
    const carries = (token: string): boolean => token === 'token 1'
    credentials.discardIf(carries)
    await Promise.all([credentials.current(signal), credentials.current(signal)])
    credentials.discardIf(carries)
    await credentials.current(signal)
    expect(asked()).toBe(2)
  })

  it('asks again after the clock was set back, since it does not tell how much time has passed', async () => {
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
  ])('rejects if the app’s function %s, and asks again for the next caller', async (_, ask, detail) => {
    let fails = true
    const { credentials } = held(() => (fails ? ask() : Promise.resolve('token')))
    await expect(credentials.current(signal)).rejects.toMatchObject({ code: 'credentials-failed', params: { detail } })
    fails = false
    expect((await credentials.current(signal)).securityToken).toBe('token')
  })

  it('passes on an UploadError of the app’s own', async () => {
    const { credentials } = held(() => Promise.reject(new UploadError('unauthenticated')))
    await expect(credentials.current(signal)).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it('rejects after 20 s without an answer, and leaves no timer', async () => {
    const { clock, credentials } = held(() => new Promise(() => {}))
    const failure = credentials.current(signal).catch((error: UploadError) => error.params.detail)
    await clock.runUntil(() => false)
    expect(await failure).toBe('no answer in time')
    const { clock: other, credentials: good } = held()
    await good.current(signal)
    await promisesToRun()
    expect(other.pending()).toBe(0)
  })

  it('serves the other callers when one cancels', async () => {
    const { credentials, asked } = held()
    const stop = cancellation()
    const cancelled = credentials.current(stop.signal)
    const waiting = credentials.current(signal)
    stop.stop()
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
    expect((await waiting).securityToken).toBe('token 1')
    expect(asked()).toBe(1)
  })
})

import { PATHS } from '../../../miniprogram/uploader/contract'
import type { UploadState, UploadTask } from '../../../miniprogram/uploader/core/api'
import type { UploadError } from '../../../miniprogram/uploader/core/errors'
import { engineWith, storedFile } from '../fake-backend'
import { answer, networkFailure } from '../fake-ports'

const photo = { route: 'photo' }
const confirmed = answer(200, { file: storedFile('k') })
const busy = (seconds: string) => ({
  ...answer(429, { error: { code: 'too-many-requests', requestId: 'r' } }),
  headers: { 'retry-after': seconds },
})
const hasEnded = (task: UploadTask) => () => ['done', 'failed', 'cancelled'].includes(task.state().phase)
const isIn = (task: UploadTask, phase: UploadState['phase']) => () => task.state().phase === phase

/** An upload whose first POST fails. */
function failedOnce() {
  const made = engineWith({ onForm: (_, nth) => (nth === 1 ? networkFailure() : confirmed) })
  return { ...made, task: made.engine.upload('a.jpg', photo) }
}

describe('an upload that retries after a temporary failure', () => {
  it('says what has failed and when it tries again', async () => {
    const { task, clock } = failedOnce()
    await clock.runUntil(isIn(task, 'retrying'))
    expect(task.state()).toMatchObject({ phase: 'retrying', retryAt: clock.now() + 750, error: { code: 'network' } })
    await clock.runUntil(hasEnded(task))
    expect(task.state().phase).toBe('done')
  })

  it('tries at once after retryNow, which does nothing in other phases', async () => {
    const { task, clock, network } = failedOnce()
    task.retryNow()
    await clock.runUntil(isIn(task, 'retrying'))
    const at = clock.now()
    task.retryNow()
    task.retryNow()
    await clock.runUntil(() => network.forms.length === 2)
    expect([clock.now() - at, clock.pending()]).toEqual([0, 1])
    await clock.runUntil(hasEnded(task))
    task.retryNow()
    expect(task.state().phase).toBe('done')
  })

  it.each(['offline', 'hidden'] as const)('tries at once when the app is no longer %s', async (obstacle) => {
    const { task, clock, lifecycle, network } = failedOnce()
    await clock.runUntil(isIn(task, 'retrying'))
    const at = clock.now()
    lifecycle.set(obstacle)
    expect(task.state().phase).toBe('paused')
    lifecycle.set(undefined)
    await clock.runUntil(() => network.forms.length === 2)
    expect(clock.now() - at).toBe(0)
  })

  it('is patient again after the network was gone', async () => {
    const made = engineWith({ onForm: () => networkFailure() })
    const task = made.engine.upload('a.jpg', photo)
    for (let round = 0; round < 5; round += 1) {
      const until = made.clock.now() + 100_000
      await made.clock.runUntil(() => {
        const state = task.state()
        return made.clock.now() >= until && state.phase === 'retrying' && state.retryAt > made.clock.now()
      })
      made.lifecycle.set('offline')
      made.lifecycle.set(undefined)
    }
    expect(task.state()).toMatchObject({ phase: 'retrying' })
    await made.clock.runUntil(hasEnded(task))
    expect(task.state()).toMatchObject({ phase: 'failed', error: { code: 'network' } })
  })

  it('shares the wait of a ticket call with the others in it, and any of them can skip it', async () => {
    let asked = 0
    const made = engineWith({
      onJson: ({ url }) => {
        if (!url.endsWith(PATHS.uploads)) return undefined
        asked += 1
        return asked === 1 ? networkFailure() : undefined
      },
    })
    const tasks = ['a.jpg', 'b.jpg'].map((path) => made.engine.upload(path, photo)) as [UploadTask, UploadTask]
    await made.clock.runUntil(isIn(tasks[0], 'retrying'))
    expect(tasks[1].state()).toMatchObject({ phase: 'retrying', error: { code: 'server-unreachable' } })
    const at = made.clock.now()
    tasks[1].retryNow()
    await made.clock.runUntil(() => asked === 2)
    expect([made.clock.now() - at, tasks[0].state().phase]).toEqual([0, 'authorizing'])
  })

  it('ends as cancelled while it waits, and leaves no timer', async () => {
    const { task, clock, lifecycle } = failedOnce()
    await clock.runUntil(isIn(task, 'retrying'))
    task.cancel()
    await clock.runUntil(hasEnded(task))
    expect([task.state().phase, clock.pending(), lifecycle.listeners()]).toEqual(['cancelled', 0, 0])
  })

  it('gives up after the time that the app has set', async () => {
    const made = engineWith({ onForm: () => networkFailure(), options: { giveUpAfterMs: 5_000 } })
    const at = made.clock.now()
    const task = made.engine.upload('a.jpg', photo)
    await made.clock.runUntil(hasEnded(task))
    expect(task.state().phase).toBe('failed')
    expect(made.clock.now() - at).toBeLessThan(6_000)
  })
})

describe('a busy backend', () => {
  const uploadTo = async (seconds: string) => {
    let asked = 0
    const made = engineWith({
      onJson: ({ url }) => {
        if (!url.endsWith(PATHS.uploads)) return undefined
        asked += 1
        return asked === 1 ? busy(seconds) : undefined
      },
    })
    const at = made.clock.now()
    const task = made.engine.upload('a.jpg', photo)
    await made.clock.runUntil(hasEnded(task))
    return { state: task.state(), passed: made.clock.now() - at }
  }

  it('that asks for a minute is waited for', async () => {
    const { state, passed } = await uploadTo('60')
    expect([state.phase, passed >= 60_000]).toEqual(['done', true])
  })

  it.each(['61', '3600', '86400'])(
    'that asks for %s s fails the upload at once, and it knows the time',
    async (seconds) => {
      const { state, passed } = await uploadTo(seconds)
      expect(state).toMatchObject({
        phase: 'failed',
        error: { code: 'too-many-requests', params: { retryAfter: Number(seconds) } },
      })
      expect(passed).toBeLessThan(100)
    },
  )

  it('behind a gateway that answers 429 by itself is busy, not broken', async () => {
    const made = engineWith({
      onJson: ({ url }) =>
        url.endsWith(PATHS.uploads)
          ? { status: 429, headers: { 'retry-after': '120' }, text: '<html>Too Many Requests</html>' }
          : undefined,
    })
    const task = made.engine.upload('a.jpg', photo)
    await made.clock.runUntil(hasEnded(task))
    expect(task.state()).toMatchObject({ error: { code: 'too-many-requests', params: { retryAfter: 120 } } })
  })

  it('does not keep calls waiting on which no upload depends', async () => {
    const made = engineWith({ onJson: () => networkFailure() })
    const at = made.clock.now()
    let code: unknown
    made.engine.prepare().catch((error: UploadError) => {
      code = error.code
    })
    await made.clock.runUntil(() => code !== undefined)
    expect([code, made.clock.now() - at < 25_000]).toEqual(['server-unreachable', true])
  })
})

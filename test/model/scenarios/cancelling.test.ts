import { PATHS } from '../../../miniprogram/uploader/contract'
import type { HttpAnswer } from '../../../miniprogram/uploader/core/ports'
import { OSS_ANSWERS } from '../network/request-faults'
import type { Followed } from '../phone/observer'
import { openScene } from './simulation'

const KB = 1024
const MB = 1024 * KB
const NOTHING = { uploads: 0, parts: 0, stored: 0, pending: 0 }

const ending = ({ task }: Followed): string => {
  const state = task.state()
  return state.phase === 'failed' ? state.error.code : state.phase
}

describe('cancelling', () => {
  it('at any moment leaves nothing, or what was confirmed before', async () => {
    for (const size of [200 * KB, 3 * MB]) {
      for (let afterMs = 0; afterMs < 4000; afterMs += size > MB ? 139 : 29) {
        const scene = openScene()
        scene.file('a', size)
        const upload = scene.phone.upload('a', 'any')
        await scene.pass(afterMs)
        upload.task.cancel()
        await scene.toEnd()
        const { parts, pending, stored } = scene.held()
        expect([size, afterMs, parts, pending, stored]).toEqual([size, afterMs, 0, 0, scene.world.confirmed.size])
        if (ending(upload) === 'done') break
        expect(ending(upload)).toBe('cancelled')
      }
    }
  })

  it('while offline has OSS’s parts removed when the network is back', async () => {
    const scene = openScene()
    scene.file('a', 3 * MB)
    const upload = scene.phone.upload('a', 'any')
    await scene.clock.run(() => scene.held().parts === 1)
    scene.phone.life().setOffline(true)
    upload.task.cancel()
    await scene.toEnd()
    expect([ending(upload), scene.held().parts > 0]).toEqual(['cancelled', true])
    scene.phone.life().setOffline(false)
    await scene.toEnd()
    expect(scene.held()).toEqual(NOTHING)
  })

  it('before its ticket has come has what the ticket began removed, though others wait for the same call', async () => {
    const scene = openScene()
    for (const path of ['a', 'b']) scene.file(path, 2 * MB)
    const [one, two] = ['a', 'b'].map((path) => scene.phone.upload(path, 'any')) as [Followed, Followed]
    await scene.pass(70)
    one.task.cancel()
    await scene.toEnd()
    expect([ending(one), ending(two), scene.held()]).toEqual(['cancelled', 'done', { ...NOTHING, stored: 1 }])
  })

  it('while a form falls back to parts is a cancellation, and no failure', async () => {
    const refused = { on: 'form' as const, strike: { kind: 'reset' as const, share: 0 } }
    const scene = openScene({ strikes: [0, 1, 2, 3, 4].map((nth) => ({ ...refused, nth })) })
    scene.file('a', 200 * KB)
    const upload = scene.phone.upload('a', 'any')
    await scene.clock.run(() => scene.asked('InitiateMultipartUpload') === 1)
    upload.task.cancel()
    await scene.toEnd()
    expect([ending(upload), scene.held().parts, scene.held().stored]).toEqual(['cancelled', 0, 0])
  })

  it('when it comes too late lets the file be, and says that it was cancelled', async () => {
    const scene = openScene({ strikes: [{ on: 'form', nth: 0, strike: { kind: 'lose-answer' } }] })
    scene.file('a', 200 * KB)
    const upload = scene.phone.upload('a', 'any')
    await scene.clock.run(() => scene.world.confirmed.size === 1)
    upload.task.cancel()
    await scene.toEnd()
    expect([ending(upload), scene.held()]).toEqual(['cancelled', { ...NOTHING, stored: 1 }])
  })
})

describe('a file that the app’s hook refuses', () => {
  it.each([200 * KB, 2 * MB])('of %i bytes leaves nothing, on OSS or on the phone', async (size) => {
    const scene = openScene()
    scene.file('a', size)
    const upload = scene.phone.upload('a', 'picky')
    await scene.toEnd()
    expect([ending(upload), scene.held()]).toEqual(['forbidden', NOTHING])
    expect(await scene.got(scene.phone.life().engine.unfinished())).toEqual([])
  })
})

describe('signatures that run out', () => {
  it('in mid-upload are renewed once for all parts on their way', async () => {
    const answer = OSS_ANSWERS.expiredSignature as HttpAnswer
    const strikes = [0, 1, 2].map((nth) => ({ on: 'part' as const, nth, strike: { kind: 'answer' as const, answer } }))
    const scene = openScene({ strikes })
    scene.file('a', 4 * MB)
    const upload = scene.phone.upload('a', 'any')
    await scene.toEnd()
    expect([ending(upload), scene.called(PATHS.parts)]).toEqual(['done', 1])
  })

  it.each([-1, 1])('by a device clock that is set by %i day change nothing', async (days) => {
    const scene = openScene()
    scene.file('a', 4 * MB)
    const upload = scene.phone.upload('a', 'any')
    await scene.pass(1500)
    scene.phone.disk.clockOffsetMs += days * 24 * 3600 * 1000
    await scene.toEnd()
    expect([ending(upload), scene.phone.observer.violations]).toEqual(['done', []])
  })
})

import type { UnfinishedUpload } from '../../../miniprogram/uploader/core/api'
import type { Followed } from '../phone/observer'
import { openScene, type Scene } from './simulation'

const MB = 1024 ** 2
const NOTHING = { uploads: 0, parts: 0, stored: 0, pending: 0 }

const ending = ({ task }: Followed): string => {
  const state = task.state()
  return state.phase === 'failed' ? state.error.code : state.phase
}

/** The app is killed in the middle of a file of 4 MB, and started again. */
async function killed(scene: Scene): Promise<UnfinishedUpload> {
  scene.file('a', 4 * MB)
  scene.phone.upload('a', 'any')
  await scene.clock.run(() => scene.held().parts === 3)
  await scene.pass(100)
  scene.phone.kill()
  scene.phone.start()
  return unfinished(scene)
}

async function unfinished(scene: Scene): Promise<UnfinishedUpload> {
  const [found] = await scene.got(scene.phone.life().engine.unfinished())
  if (!found) throw new Error('nothing is unfinished')
  return found
}

describe('going on after the app was killed', () => {
  it('sends only what is missing', async () => {
    const scene = openScene()
    const left = await killed(scene)
    expect(left).toMatchObject({ path: 'a', name: 'a', route: 'any', size: 4 * MB, type: 'video/mp4' })
    expect(left.percent).toBeGreaterThan(0)
    const again = scene.phone.resume(left)
    await scene.toEnd()
    expect([ending(again), scene.held(), scene.phone.observer.violations]).toEqual([
      'done',
      { ...NOTHING, stored: 1 },
      [],
    ])
    // Four, and the one that was on its way when the app was killed.
    expect(scene.phone.observer.partsSent()).toBe(5)
  })

  it('twice at once goes on once', async () => {
    const scene = openScene()
    const left = await killed(scene)
    const both = [scene.phone.resume(left), scene.phone.resume(left)]
    await scene.toEnd()
    expect(both.map(ending)).toEqual(['done', 'upload-expired'])
    expect(scene.phone.observer.violations).toEqual([])
  })

  it('by uploading the same file twice at once goes on once, and sends the other anew', async () => {
    const scene = openScene()
    await killed(scene)
    const both = [scene.phone.upload('a', 'any'), scene.phone.upload('a', 'any')]
    await scene.toEnd()
    expect([both.map(ending), scene.held()]).toEqual([['done', 'done'], { ...NOTHING, stored: 2 }])
    expect(scene.phone.observer.violations).toEqual([])
  })

  it('is refused when the file is another, and then the right one may be picked', async () => {
    const scene = openScene()
    const left = await killed(scene)
    scene.file('a', 4 * MB, 77)
    const wrong = scene.phone.resume(left)
    await scene.toEnd()
    expect([ending(wrong), (await unfinished(scene)).id]).toEqual(['file-changed', left.id])
    scene.file('elsewhere', 4 * MB)
    const right = scene.phone.resume(left, 'elsewhere')
    await scene.toEnd()
    expect([ending(right), scene.held()]).toEqual(['done', { ...NOTHING, stored: 1 }])
  })

  it.each([true, false])(
    'does not keep another file under the same path from being uploaded (date hidden: %s)',
    async (hidesModified) => {
      const scene = openScene({ hidesModified })
      const left = await killed(scene)
      scene.file('a', 4 * MB, 77)
      const other = scene.phone.upload('a', 'any')
      await scene.toEnd()
      expect([ending(other), (await unfinished(scene)).id]).toEqual(['done', left.id])
    },
  )

  it('is possible with the file that is gone once it is picked again', async () => {
    const scene = openScene()
    const left = await killed(scene)
    scene.phone.disk.files.delete('a')
    const gone = scene.phone.resume(left)
    await scene.toEnd()
    scene.phone.put('b', { size: 4 * MB, kind: 'mp4', salt: 4 * MB, modified: 99 })
    const picked = scene.phone.resume(left, 'b')
    await scene.toEnd()
    expect([ending(gone), ending(picked), scene.phone.observer.violations]).toEqual(['file-missing', 'done', []])
  })

  it('is not for another user, who can upload the same file all the same', async () => {
    const scene = openScene()
    const left = await killed(scene)
    const { disk } = scene.phone
    for (const key of disk.store.keys()) if (key.includes('.session')) disk.store.delete(key)
    disk.user = 'somebody else'
    const theirs = scene.phone.resume(left)
    await scene.toEnd()
    const own = scene.phone.upload('a', 'any')
    await scene.toEnd()
    expect([ending(theirs), ending(own), (await unfinished(scene)).id]).toEqual(['forbidden', 'done', left.id])
  })

  it('ends when it is discarded meanwhile', async () => {
    const scene = openScene()
    const left = await killed(scene)
    const again = scene.phone.resume(left)
    await scene.pass(300)
    void scene.phone.life().engine.discard(left.id)
    await scene.toEnd()
    expect([ending(again), scene.held()]).toEqual(['cancelled', NOTHING])
  })

  it('finds what was put together while nobody heard of it', async () => {
    const scene = openScene({ strikes: [{ on: 'backend', nth: 2, strike: { kind: 'lose-answer' } }] })
    scene.file('a', 2 * MB)
    scene.phone.upload('a', 'any')
    await scene.clock.run(() => scene.held().stored === 1)
    scene.phone.kill()
    scene.phone.start()
    const again = scene.phone.resume(await unfinished(scene))
    await scene.toEnd()
    expect([ending(again), scene.asked('UploadPart'), scene.held()]).toEqual(['done', 2, { ...NOTHING, stored: 1 }])
  })
})

describe('many big files at once', () => {
  it('are all stored, for no checkpoint of a running upload makes room for another', async () => {
    const scene = openScene()
    const paths = Array.from({ length: 25 }, (_, index) => `${index}.mp4`)
    for (const [index, path] of paths.entries()) scene.file(path, MB + index)
    const uploads = paths.map((path) => scene.phone.upload(path, 'any'))
    await scene.toEnd()
    expect(new Set(uploads.map(ending))).toEqual(new Set(['done']))
    expect([scene.held(), scene.asked('AbortMultipartUpload')]).toEqual([{ ...NOTHING, stored: 25 }, 0])
  })
})

describe('one read that is cut short', () => {
  it('fails the upload and loses nothing of it: the next try goes on', async () => {
    let isOver = false
    const scene = openScene({
      readFault() {
        if (isOver || scene.held().parts < 2) return undefined
        isOver = true
        return 'truncated'
      },
    })
    scene.file('a', 4 * MB)
    const first = scene.phone.upload('a', 'any')
    await scene.toEnd()
    const { parts } = scene.held()
    const second = scene.phone.upload('a', 'any')
    await scene.toEnd()
    expect([ending(first), parts > 0, ending(second), scene.phone.observer.violations]).toEqual([
      'file-changed',
      true,
      'done',
      [],
    ])
  })
})

import type { UnfinishedUpload } from '../../../miniprogram/uploader/core/api'
import { EMPTY_OSS, endOf, openSimulation, type Simulation } from './simulation'

const MB = 1024 ** 2

/** Kills the app in the middle of a file of 4 MB, and starts it again. */
async function killDuringUpload(simulation: Simulation): Promise<UnfinishedUpload> {
  simulation.putFile('a', 4 * MB)
  simulation.phone.upload('a', 'any')
  await simulation.clock.run(() => simulation.ossContents().parts === 3)
  await simulation.advance(100)
  simulation.phone.kill()
  simulation.phone.start()
  return firstUnfinished(simulation)
}

async function firstUnfinished(simulation: Simulation): Promise<UnfinishedUpload> {
  const [found] = await simulation.settle(simulation.phone.app().engine.unfinished())
  if (!found) throw new Error('The engine lists no unfinished upload.')
  return found
}

describe('resuming after the app was killed', () => {
  it('sends only the missing parts', async () => {
    const simulation = openSimulation()
    const unfinished = await killDuringUpload(simulation)
    expect(unfinished).toMatchObject({ path: 'a', name: 'a', route: 'any', size: 4 * MB, type: 'video/mp4' })
    expect(unfinished.percent).toBeGreaterThan(0)
    const resumed = simulation.phone.resume(unfinished)
    await simulation.runToEnd()
    expect([endOf(resumed), simulation.ossContents()]).toEqual(['done', { ...EMPTY_OSS, stored: 1 }])
    expect(simulation.phone.observer.violations).toEqual([])
    // The four parts, and again the one that was on its way when the app was killed.
    expect(simulation.phone.observer.partsSent()).toBe(5)
  })

  it('succeeds once when it is called twice at the same time', async () => {
    const simulation = openSimulation()
    const unfinished = await killDuringUpload(simulation)
    const both = [simulation.phone.resume(unfinished), simulation.phone.resume(unfinished)]
    await simulation.runToEnd()
    expect(both.map(endOf)).toEqual(['done', 'upload-expired'])
    expect(simulation.phone.observer.violations).toEqual([])
  })

  it('happens in one of two uploads of the same file, and the other one starts from the beginning', async () => {
    const simulation = openSimulation()
    await killDuringUpload(simulation)
    const both = [simulation.phone.upload('a', 'any'), simulation.phone.upload('a', 'any')]
    await simulation.runToEnd()
    expect([both.map(endOf), simulation.ossContents()]).toEqual([['done', 'done'], { ...EMPTY_OSS, stored: 2 }])
    expect(simulation.phone.observer.violations).toEqual([])
  })

  it('fails for another file, and succeeds when the user then picks the right one', async () => {
    const simulation = openSimulation()
    const unfinished = await killDuringUpload(simulation)
    simulation.putFile('a', 4 * MB, 77)
    const wrong = simulation.phone.resume(unfinished)
    await simulation.runToEnd()
    expect([endOf(wrong), (await firstUnfinished(simulation)).id]).toEqual(['file-changed', unfinished.id])
    simulation.putFile('elsewhere', 4 * MB)
    const right = simulation.phone.resume(unfinished, 'elsewhere')
    await simulation.runToEnd()
    expect([endOf(right), simulation.ossContents()]).toEqual(['done', { ...EMPTY_OSS, stored: 1 }])
  })

  it.each([true, false])(
    'stays possible while another file at the same path is uploaded (hidden date: %s)',
    async (hidesModified) => {
      const simulation = openSimulation({ hidesModified })
      const unfinished = await killDuringUpload(simulation)
      simulation.putFile('a', 4 * MB, 77)
      const other = simulation.phone.upload('a', 'any')
      await simulation.runToEnd()
      expect([endOf(other), (await firstUnfinished(simulation)).id]).toEqual(['done', unfinished.id])
    },
  )

  it('fails while the file is missing, and succeeds when the user picks it again', async () => {
    const simulation = openSimulation()
    const unfinished = await killDuringUpload(simulation)
    simulation.phone.disk.files.delete('a')
    const missing = simulation.phone.resume(unfinished)
    await simulation.runToEnd()
    simulation.phone.putFile('b', { size: 4 * MB, kind: 'mp4', salt: 4 * MB, modified: 99 })
    const picked = simulation.phone.resume(unfinished, 'b')
    await simulation.runToEnd()
    expect([endOf(missing), endOf(picked)]).toEqual(['file-missing', 'done'])
    expect(simulation.phone.observer.violations).toEqual([])
  })

  it('is forbidden to another user, who can still upload the same file', async () => {
    const simulation = openSimulation()
    const unfinished = await killDuringUpload(simulation)
    const { disk } = simulation.phone
    for (const key of disk.store.keys()) if (key.includes('.session')) disk.store.delete(key)
    disk.user = 'another user'
    const resumed = simulation.phone.resume(unfinished)
    await simulation.runToEnd()
    const uploaded = simulation.phone.upload('a', 'any')
    await simulation.runToEnd()
    expect([endOf(resumed), endOf(uploaded)]).toEqual(['forbidden', 'done'])
    expect((await firstUnfinished(simulation)).id).toBe(unfinished.id)
  })

  it('ends as cancelled when the upload is discarded in the meantime', async () => {
    const simulation = openSimulation()
    const unfinished = await killDuringUpload(simulation)
    const resumed = simulation.phone.resume(unfinished)
    await simulation.advance(300)
    void simulation.phone.app().engine.discard(unfinished.id)
    await simulation.runToEnd()
    expect([endOf(resumed), simulation.ossContents()]).toEqual(['cancelled', EMPTY_OSS])
  })

  it('finds the file that was completed while the answer was lost', async () => {
    const simulation = openSimulation({ requestFaults: [{ on: 'backend', nth: 2, fault: { kind: 'lose-answer' } }] })
    simulation.putFile('a', 2 * MB)
    simulation.phone.upload('a', 'any')
    await simulation.clock.run(() => simulation.ossContents().stored === 1)
    simulation.phone.kill()
    simulation.phone.start()
    const resumed = simulation.phone.resume(await firstUnfinished(simulation))
    await simulation.runToEnd()
    expect([endOf(resumed), simulation.ossRequests('UploadPart')]).toEqual(['done', 2])
    expect(simulation.ossContents()).toEqual({ ...EMPTY_OSS, stored: 1 })
  })
})

describe('many big files at once', () => {
  it('are all stored, because no running upload loses its checkpoint to another', async () => {
    const simulation = openSimulation()
    const paths = Array.from({ length: 25 }, (_, index) => `${index}.mp4`)
    for (const [index, path] of paths.entries()) simulation.putFile(path, MB + index)
    const uploads = paths.map((path) => simulation.phone.upload(path, 'any'))
    await simulation.runToEnd()
    expect(new Set(uploads.map(endOf))).toEqual(new Set(['done']))
    expect(simulation.ossContents()).toEqual({ ...EMPTY_OSS, stored: 25 })
    expect(simulation.ossRequests('AbortMultipartUpload')).toBe(0)
  })
})

describe('a truncated read', () => {
  it('fails the upload but keeps its parts, so that the next attempt resumes it', async () => {
    let hasFailed = false
    const simulation = openSimulation({
      readFault() {
        if (hasFailed || simulation.ossContents().parts < 2) return undefined
        hasFailed = true
        return 'truncated'
      },
    })
    simulation.putFile('a', 4 * MB)
    const first = simulation.phone.upload('a', 'any')
    await simulation.runToEnd()
    const { parts } = simulation.ossContents()
    const second = simulation.phone.upload('a', 'any')
    await simulation.runToEnd()
    expect([endOf(first), parts > 0, endOf(second)]).toEqual(['file-changed', true, 'done'])
    expect(simulation.phone.observer.violations).toEqual([])
  })
})

describe('a file that is written to in place', () => {
  it('while its parts are sent is refused, not stored as a mixture', async () => {
    const simulation = openSimulation()
    simulation.putFile('a', 4 * MB)
    const upload = simulation.phone.upload('a', 'any')
    await simulation.clock.run(() => simulation.ossContents().parts === 2)
    // The open file reads the new bytes: the path holds the same file.
    Object.assign(simulation.phone.disk.files.get('a') ?? {}, { salt: 77, modified: 2 })
    await simulation.runToEnd()
    expect([endOf(upload), simulation.ossContents()]).toEqual(['file-changed', EMPTY_OSS])
  })
})

describe('two uploaders of one app', () => {
  it('keep each other’s checkpoints, and do not list as unfinished what the other sends', async () => {
    const simulation = openSimulation()
    const { phone } = simulation
    const other = phone.app().openEngine()
    for (const path of ['a', 'b']) simulation.putFile(path, 4 * MB, path === 'a' ? 1000 : 2000)
    phone.upload('a', 'any')
    other.upload({ path: 'b' }, { route: 'any' })
    await simulation.clock.run(() => simulation.ossContents().parts >= 4)
    expect(await simulation.settle(other.unfinished())).toEqual([])
    expect(await simulation.settle(phone.app().engine.unfinished())).toEqual([])
    await simulation.advance(1000)
    phone.kill()
    phone.start()
    const left = await simulation.settle(phone.app().engine.unfinished())
    expect(left.map(({ path }) => path).sort()).toEqual(['a', 'b'])
  })
})

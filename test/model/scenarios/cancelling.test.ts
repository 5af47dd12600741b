import type { ObservedUpload } from '../phone/observer'
import { EMPTY_OSS, endOf, openSimulation } from './simulation'

const KB = 1024
const MB = 1024 * KB

describe('cancelling an upload', () => {
  it('leaves nothing behind at any moment, except a file that was confirmed before', async () => {
    for (const size of [200 * KB, 3 * MB]) {
      for (let afterMs = 0; afterMs < 4000; afterMs += size > MB ? 139 : 29) {
        const simulation = openSimulation()
        simulation.putFile('a', size)
        const upload = simulation.phone.upload('a', 'any')
        await simulation.advance(afterMs)
        upload.task.cancel()
        await simulation.runToEnd()
        const { parts, pending, stored } = simulation.ossContents()
        const confirmed = simulation.world.confirmed.size
        expect([size, afterMs, parts, pending, stored]).toEqual([size, afterMs, 0, 0, confirmed])
        if (endOf(upload) === 'done') break
        expect(endOf(upload)).toBe('cancelled')
      }
    }
  })

  it('removes the parts from OSS later, when the phone is offline now', async () => {
    const simulation = openSimulation()
    simulation.putFile('a', 3 * MB)
    const upload = simulation.phone.upload('a', 'any')
    await simulation.clock.run(() => simulation.ossContents().parts === 1)
    simulation.phone.app().setOffline(true)
    upload.task.cancel()
    await simulation.runToEnd()
    expect([endOf(upload), simulation.ossContents().parts > 0]).toEqual(['cancelled', true])
    simulation.phone.app().setOffline(false)
    await simulation.runToEnd()
    expect(simulation.ossContents()).toEqual(EMPTY_OSS)
  })

  it('before its ticket arrives removes what the ticket began, and leaves others in the same call alone', async () => {
    const simulation = openSimulation()
    for (const path of ['a', 'b']) simulation.putFile(path, 2 * MB)
    const [first, second] = ['a', 'b'].map((path) => simulation.phone.upload(path, 'any')) as [
      ObservedUpload,
      ObservedUpload,
    ]
    await simulation.advance(70)
    first.task.cancel()
    await simulation.runToEnd()
    const ends = [endOf(first), endOf(second)]
    expect([ends, simulation.ossContents()]).toEqual([['cancelled', 'done'], { ...EMPTY_OSS, stored: 1 }])
  })

  it('while its only ticket is on its way removes what the ticket began, at any moment', async () => {
    for (let afterMs = 0; afterMs < 200; afterMs += 3) {
      const simulation = openSimulation()
      simulation.putFile('a', 2 * MB)
      const upload = simulation.phone.upload('a', 'any')
      await simulation.advance(afterMs)
      upload.task.cancel()
      await simulation.runToEnd()
      expect([afterMs, endOf(upload), simulation.ossContents()]).toEqual([afterMs, 'cancelled', EMPTY_OSS])
    }
  })

  it('while a form falls back to parts ends as cancelled, not as failed', async () => {
    const reset = { on: 'form' as const, fault: { kind: 'reset' as const, share: 0 } }
    const simulation = openSimulation({ requestFaults: Array.from({ length: 30 }, (_, nth) => ({ ...reset, nth })) })
    simulation.putFile('a', 200 * KB)
    const upload = simulation.phone.upload('a', 'any')
    await simulation.clock.run(() => simulation.ossRequests('InitiateMultipartUpload') === 1)
    upload.task.cancel()
    await simulation.runToEnd()
    const { parts, stored } = simulation.ossContents()
    expect([endOf(upload), parts, stored]).toEqual(['cancelled', 0, 0])
  })

  it('after the confirmation keeps the file, but reports the upload as cancelled', async () => {
    const simulation = openSimulation({ requestFaults: [{ on: 'form', nth: 0, fault: { kind: 'lose-answer' } }] })
    simulation.putFile('a', 200 * KB)
    const upload = simulation.phone.upload('a', 'any')
    await simulation.clock.run(() => simulation.world.confirmed.size === 1)
    upload.task.cancel()
    await simulation.runToEnd()
    expect([endOf(upload), simulation.ossContents()]).toEqual(['cancelled', { ...EMPTY_OSS, stored: 1 }])
  })
})

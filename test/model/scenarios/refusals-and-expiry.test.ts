import { PATHS } from '../../../miniprogram/uploader/contract'
import type { HttpAnswer } from '../../../miniprogram/uploader/core/ports'
import { OSS_ERROR_ANSWERS } from '../network/request-faults'
import { EMPTY_OSS, endOf, openSimulation } from './simulation'

const KB = 1024
const MB = 1024 * KB

describe('a file that the route’s hook refuses', () => {
  it.each([200 * KB, 2 * MB])('leaves nothing on OSS and on the phone when it has %i bytes', async (size) => {
    const simulation = openSimulation()
    simulation.putFile('a', size)
    const upload = simulation.phone.upload('a', 'picky')
    await simulation.runToEnd()
    expect([endOf(upload), simulation.ossContents()]).toEqual(['forbidden', EMPTY_OSS])
    expect(await simulation.settle(simulation.phone.app().engine.unfinished())).toEqual([])
  })
})

describe('a part signature', () => {
  it('that expires during the upload is renewed in one call for all running parts', async () => {
    const answer = OSS_ERROR_ANSWERS.expiredSignature as HttpAnswer
    const simulation = openSimulation({
      requestFaults: [0, 1, 2].map((nth) => ({ on: 'part', nth, fault: { kind: 'answer', answer } })),
    })
    simulation.putFile('a', 4 * MB)
    const upload = simulation.phone.upload('a', 'any')
    await simulation.runToEnd()
    expect([endOf(upload), simulation.backendRequests(PATHS.parts)]).toEqual(['done', 1])
  })

  it.each([-1, 1])('stays valid when the user sets the device clock by %i day', async (days) => {
    const simulation = openSimulation()
    simulation.putFile('a', 4 * MB)
    const upload = simulation.phone.upload('a', 'any')
    await simulation.advance(1500)
    simulation.phone.disk.clockOffsetMs += days * 24 * 3600 * 1000
    await simulation.runToEnd()
    expect([endOf(upload), simulation.phone.observer.violations]).toEqual(['done', []])
  })
})

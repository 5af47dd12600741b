import fc from 'fast-check'
import { LIMITS, PATHS, type UploadsRequest } from '../../../miniprogram/uploader/contract'
import type { UploadState, UploadTask } from '../../../miniprogram/uploader/core/api'
import { MOST_AT_ONCE } from '../../../miniprogram/uploader/core/flow/places'
import { bodyOf, contractAnswer, engineWith, JPEG } from '../fake-backend'
import { answer, networkFailure } from '../fake-ports'

const photo = { route: 'photo' }
const FEW = 2 * MOST_AT_ONCE

const namesOf = (count: number): string[] => Array.from({ length: count }, (_, index) => `${index}.jpg`)
const filesOf = (count: number) => Object.fromEntries(namesOf(count).map((name) => [name, JPEG]))
const isEnded = ({ phase }: UploadState): boolean => ['done', 'failed', 'cancelled'].includes(phase)
const allEnded = (tasks: UploadTask[]) => () => tasks.every((task) => isEnded(task.state()))
const phases = (tasks: UploadTask[]) => tasks.map((task) => task.state().phase)

type Made = ReturnType<typeof engineWith>
const callsOf = (made: Made): number[] =>
  made.requestsTo(PATHS.uploads).map((request) => (bodyOf(request) as UploadsRequest).files.length)

/** Uploads so many files of which each takes `sendMs`, while each ticket call takes `callMs`. */
function slowly(count: number, parallel: number, { sendMs, callMs }: { sendMs: number; callMs: number }) {
  const made = engineWith({ files: filesOf(count), options: { parallel } })
  const { clock, network } = made
  const { sendForm, send } = network.transport
  const pause = (ms: number) => new Promise<void>((resolve) => clock.after(ms, resolve))
  const at = { tickets: 0, begun: 0, sending: 0, mostWaiting: 0, starved: 0 }
  network.transport.sendForm = async (form, signal, onSent) => {
    at.begun += 1
    at.sending += 1
    await pause(sendMs)
    at.sending -= 1
    // The place is free in a moment; a ticket must be there for it.
    if (at.begun < count && at.tickets === at.begun) at.starved += 1
    return sendForm(form, signal, onSent)
  }
  network.transport.send = async (request, signal, onSent) => {
    await pause(callMs)
    const response = await send(request, signal, onSent)
    if (request.url.endsWith(PATHS.uploads)) {
      at.tickets += (bodyOf(request) as UploadsRequest).files.length
      at.mostWaiting = Math.max(at.mostWaiting, at.tickets - at.begun)
    }
    return response
  }
  return { ...made, at, tasks: namesOf(count).map((name) => made.engine.upload(name, photo)) }
}

describe('the tickets of many files', () => {
  it('are asked for in one call for nine', async () => {
    const made = slowly(9, 3, { sendMs: 100, callMs: 100 })
    await made.clock.runUntil(allEnded(made.tasks))
    expect(callsOf(made)).toEqual([9])
  })

  it('are asked for in time, in as few calls as possible, and only a call ahead', async () => {
    const plan = fc.record({
      count: fc.integer({ min: 1, max: 110 }),
      parallel: fc.integer({ min: 1, max: MOST_AT_ONCE }),
      // If a file takes longer, some tickets are renewed in their turn, which then is a small part of its time.
      sendMs: fc.integer({ min: 20, max: 15_000 }),
      callShare: fc.double({ min: 0.05, max: 1, noNaN: true }),
    })
    await fc.assert(
      fc.asyncProperty(plan, async ({ count, parallel, sendMs, callShare }) => {
        const made = slowly(count, parallel, { sendMs, callMs: Math.floor(sendMs * callShare) })
        await made.clock.runUntil(allEnded(made.tasks))
        expect(new Set(phases(made.tasks))).toEqual(new Set(['done']))
        const calls = callsOf(made)
        expect(calls.length).toBe(Math.ceil(count / LIMITS.filesPerCall))
        expect(made.at.starved).toBe(0)
        expect(made.at.mostWaiting).toBeLessThanOrEqual(FEW + LIMITS.filesPerCall)
      }),
      { numRuns: 30 },
    )
  })

  it('are not kept from others by uploads that the user has paused', async () => {
    const made = slowly(60, 3, { sendMs: 100, callMs: 100 })
    const [paused, others] = [made.tasks.slice(0, 40), made.tasks.slice(40)]
    for (const task of paused.slice(0, 20)) task.pause()
    await made.clock.runUntil(() => callsOf(made).length > 0)
    for (const task of paused.slice(20)) task.pause()
    await made.clock.runUntil(allEnded(others))
    expect(new Set(phases(others))).toEqual(new Set(['done']))
    // Those paused before their turn have no ticket that could expire.
    expect(callsOf(made).reduce((sum, count) => sum + count, 0)).toBe(40)
    for (const task of paused) task.resume()
    await made.clock.runUntil(allEnded(paused))
    expect(new Set(phases(paused))).toEqual(new Set(['done']))
  })

  it('are not kept from others by uploads that are cancelled', async () => {
    const made = slowly(100, 3, { sendMs: 100, callMs: 100 })
    for (const task of made.tasks.slice(0, 95)) task.cancel()
    await made.clock.runUntil(allEnded(made.tasks))
    expect(new Set(phases(made.tasks.slice(95)))).toEqual(new Set(['done']))
  })

  it('fail all together while the backend is away, instead of one call after the other', async () => {
    const made = engineWith({
      files: filesOf(100),
      onJson: ({ url }) => (url.endsWith(PATHS.uploads) ? networkFailure() : undefined),
    })
    const begunAt = made.clock.now()
    const tasks = namesOf(100).map((name) => made.engine.upload(name, photo))
    await made.clock.runUntil(allEnded(tasks))
    expect(new Set(phases(tasks))).toEqual(new Set(['failed']))
    expect(made.clock.now() - begunAt).toBeLessThan(200_000)
  })

  it('wait while the backend says that there are too many calls', async () => {
    let refusals = 5
    const made = engineWith({
      files: filesOf(100),
      onJson: (request) => {
        if (!request.url.endsWith(PATHS.uploads)) return undefined
        refusals -= 1
        if (refusals < 0) return contractAnswer(request)
        return answer(429, { error: { code: 'too-many-requests', params: { retryAfter: 1 }, requestId: 'r' } })
      },
    })
    const tasks = namesOf(100).map((name) => made.engine.upload(name, photo))
    await made.clock.runUntil(() => refusals === 0)
    expect(callsOf(made)).toEqual([20, 20, 20, 20, 20])
    expect(phases(tasks).filter((phase) => phase === 'queued').length).toBe(80)
    await made.clock.runUntil(allEnded(tasks))
    expect(new Set(phases(tasks))).toEqual(new Set(['done']))
  })
})

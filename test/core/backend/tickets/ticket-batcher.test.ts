import type { FileDeclaration, Ticket } from '../../../../miniprogram/uploader/contract'
import {
  type Purpose,
  type Slot,
  ticketBatcher,
} from '../../../../miniprogram/uploader/core/backend/tickets/ticket-batcher'
import { NEVER } from '../../../../miniprogram/uploader/core/flow/cancellation'
import { UNSEEN } from '../../../../miniprogram/uploader/core/flow/retry/retry-waits'
import { promisesToRun, virtualClock } from '../../fake-ports'

const photo: Purpose = { route: 'photo', input: undefined }
const file = (size: number): FileDeclaration => ({ size, type: 'image/jpeg' })

/** A batcher whose tickets are named by the sizes of their files; `calls` lists the sizes of each call. */
function batcher() {
  const calls: number[][] = []
  const clock = virtualClock()
  const { withSlot } = ticketBatcher(async (_, files) => {
    calls.push(files.map(({ size }) => size))
    return files.map(({ size }) => ({ kind: 'form', upload: String(size), url: '', fields: {}, expiresIn: 600 }))
  }, clock)
  const measured =
    (size: number, after = promisesToRun()) =>
    async (slot: Slot): Promise<Ticket> => {
      await after
      return slot.declare(file(size), { signal: NEVER, onWait: UNSEEN })
    }
  return { calls, clock, withSlot, measured }
}

describe('ticketBatcher', () => {
  it('asks once for all slots of a tick, in the order of the slots', async () => {
    const { calls, clock, withSlot, measured } = batcher()
    const slow = promisesToRun().then(promisesToRun)
    const tickets = [withSlot(photo, measured(1, slow)), withSlot(photo, measured(2))]
    await clock.runUntil(() => calls.length > 0)
    expect((await Promise.all(tickets)).map(({ upload }) => upload)).toEqual(['1', '2'])
    expect(calls).toEqual([[1, 2]])
  })

  it('does not wait for a slot whose work failed or ended without a declaration', async () => {
    const { calls, clock, withSlot, measured } = batcher()
    const failing = withSlot(photo, () => Promise.reject(new Error('unreadable')))
    const idle = withSlot(photo, async () => 'resumed')
    const ticket = withSlot(photo, measured(3))
    await expect(failing).rejects.toThrow('unreadable')
    expect(await idle).toBe('resumed')
    await clock.runUntil(() => calls.length > 0)
    expect([(await ticket).upload, calls]).toEqual(['3', [[3]]])
  })

  it('waits for a slot until its file is declared', async () => {
    const { calls, clock, withSlot, measured } = batcher()
    let measure = (): void => {}
    const measuring = new Promise<void>((resolve) => {
      measure = resolve
    })
    const tickets = [withSlot(photo, measured(1, measuring)), withSlot(photo, measured(2))]
    await clock.runUntil(() => false)
    expect(calls).toEqual([])
    measure()
    await Promise.all(tickets)
    expect(calls).toEqual([[1, 2]])
  })

  it('rejects an input that JSON cannot hold, without affecting the other slots', async () => {
    const { calls, clock, withSlot, measured } = batcher()
    const circular: { self?: unknown } = {}
    circular.self = circular
    const refused = withSlot({ route: 'photo', input: circular }, measured(1))
    const ticket = withSlot(photo, measured(2))
    await expect(refused).rejects.toMatchObject({ code: 'misuse' })
    await clock.runUntil(() => calls.length > 0)
    expect([(await ticket).upload, calls]).toEqual(['2', [[2]]])
  })

  it('makes no call if all slots are released', async () => {
    const { calls, clock, withSlot } = batcher()
    await withSlot(photo, async () => {})
    await clock.runUntil(() => false)
    expect([calls, clock.pending()]).toEqual([[], 0])
  })
})

import type { MultipartTicket } from '../../../miniprogram/uploader/contract'
import { type Crc64, EMPTY_CRC64 } from '../../../miniprogram/uploader/core/crc64/crc64'
import { UploadError } from '../../../miniprogram/uploader/core/errors'
import { cancellation } from '../../../miniprogram/uploader/core/flow/cancellation'
import { pausable, platformGate } from '../../../miniprogram/uploader/core/flow/gate'
import { learningPace } from '../../../miniprogram/uploader/core/flow/pace'
import { type PartActs, runMultipart } from '../../../miniprogram/uploader/core/multipart/run'
import type { ErrorCode } from '../../../miniprogram/uploader/error-codes'
import { storedFile } from '../fake-backend'
import { fakeLifecycle, virtualClock } from '../fake-ports'

const ticket: MultipartTicket = {
  kind: 'multipart',
  upload: 'token',
  url: 'https://bucket.example/key',
  partSize: 10,
  partCount: 4,
  query: 'q',
  headers: {},
  from: 1,
  signatures: ['1', '2', '3', '4'],
  expiresIn: 600,
}

interface Script {
  /** What happens to each send, in their order; then each arrives. */
  sends?: (ErrorCode | undefined)[]
  /** The same of `complete`. */
  completes?: (ErrorCode | undefined)[]
  /** What OSS holds when asked, or how that fails. */
  held?: number[] | ErrorCode
  arrived?: number[]
}

const crcs = (parts: number[]): Map<number, Crc64> => new Map(parts.map((part) => [part, EMPTY_CRC64]))

async function deliver({ sends = [], completes = [], held = [], arrived = [] }: Script) {
  const clock = virtualClock()
  const gate = pausable(platformGate(fakeLifecycle()))
  const sent: number[] = []
  let completed = 0
  let resumed = 0
  const acts: PartActs = {
    withFile: (work) =>
      work(async ({ number }) => {
        sent.push(number)
        const fate = sends.shift()
        if (fate) throw new UploadError(fate)
        return EMPTY_CRC64
      }),
    sign: async (from) => ({ ...ticket, from }),
    async resume() {
      resumed += 1
      if (typeof held === 'string') throw new UploadError(held)
      return { ticket, arrived: crcs(held) }
    },
    async complete(parts) {
      completed += 1
      const fate = completes.shift()
      if (fate) throw new UploadError(fate)
      return { ...storedFile('k'), data: [...parts.keys()].sort() }
    },
    onArrived() {},
    idle() {},
  }
  const conditions = {
    retry: { clock, gate, random: () => 0.5 },
    pace: learningPace(),
    network: () => ({ type: 'wifi' as const, weak: false }),
  }
  let outcome: unknown
  runMultipart({ ticket, arrived: crcs(arrived), size: 35 }, acts, conditions, cancellation().signal).then(
    ({ data }) => {
      outcome = data
    },
    (error: UploadError) => {
      outcome = error.code
    },
  )
  await clock.runUntil(() => outcome !== undefined)
  return { outcome, sent, completed, resumed, pending: clock.pending() }
}

describe('a delivery by parts', () => {
  it('sends what is missing, then has all put together', async () => {
    expect(await deliver({ arrived: [2] })).toEqual({
      outcome: [1, 2, 3, 4],
      sent: [1, 3, 4],
      completed: 1,
      resumed: 0,
      pending: 0,
    })
  })

  it('asks at once when nothing is missing', async () => {
    expect(await deliver({ arrived: [1, 2, 3, 4] })).toMatchObject({ sent: [], completed: 1 })
  })

  it('sends no part that has arrived again, whatever becomes of the others', async () => {
    const { sent, outcome } = await deliver({ sends: [undefined, 'network', undefined, 'timeout', undefined] })
    expect(outcome).toEqual([1, 2, 3, 4])
    expect(sent.filter((part) => part === 1 || part === 3)).toEqual([1, 3])
  })

  it('asks again after passing failures of the question, four times', async () => {
    const down = Array<ErrorCode>(4).fill('server-unreachable')
    expect(await deliver({ completes: [...down] })).toMatchObject({ outcome: [1, 2, 3, 4], completed: 5 })
    expect(await deliver({ completes: [...down, 'cloud-unavailable'] })).toMatchObject({
      outcome: 'cloud-unavailable',
      completed: 5,
    })
  })

  it('that OSS does not know any more is asked for before anything is sent', async () => {
    expect(await deliver({ sends: ['already-exists'] })).toMatchObject({ outcome: expect.any(Array), completed: 1 })
    expect(await deliver({ sends: ['already-exists'], completes: ['upload-expired'] })).toMatchObject({
      outcome: 'upload-expired',
      completed: 1,
    })
  })

  it('of which parts are missing all the same is begun with what OSS holds, once', async () => {
    const again = await deliver({ completes: ['parts-missing'], held: [1, 4] })
    expect(again).toMatchObject({ outcome: [1, 2, 3, 4], sent: [1, 2, 3, 4, 2, 3], completed: 2, resumed: 1 })
    const twice = await deliver({ completes: ['parts-missing', 'parts-missing'], held: [1, 2, 3, 4] })
    expect(twice).toMatchObject({ outcome: 'parts-missing', completed: 2, resumed: 1 })
  })

  it('that was put together meanwhile is asked for again', async () => {
    const stored = await deliver({ completes: ['parts-missing'], held: 'already-exists' })
    expect(stored).toMatchObject({ completed: 2, resumed: 1, sent: [1, 2, 3, 4] })
    expect(stored.outcome).toEqual([1, 2, 3, 4])
  })

  it.each(['stored-differs', 'forbidden'] as const)('ends at once with %s', async (code) => {
    expect(await deliver({ completes: [code] })).toMatchObject({ outcome: code, completed: 1, pending: 0 })
  })
})

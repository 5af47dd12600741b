import type { MultipartTicket } from '../../../miniprogram/uploader/contract'
import { type Crc64, EMPTY_CRC64 } from '../../../miniprogram/uploader/core/crc64/crc64'
import { UploadError } from '../../../miniprogram/uploader/core/errors'
import { cancellation } from '../../../miniprogram/uploader/core/flow/cancellation'
import { pausable, platformGate } from '../../../miniprogram/uploader/core/flow/gate'
import { learningPace } from '../../../miniprogram/uploader/core/flow/pace'
import { PATIENCE_MS } from '../../../miniprogram/uploader/core/flow/retry/patience'
import { UNSEEN } from '../../../miniprogram/uploader/core/flow/retry/retry-waits'
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
  /** How the sends end, in order; then each part arrives. */
  sends?: (ErrorCode | undefined)[]
  /** How the calls of `complete` end, in order; then they succeed. */
  completes?: (ErrorCode | undefined)[]
  /** The parts that OSS holds when asked, or how the question fails. */
  held?: number[] | ErrorCode
  arrived?: number[]
}

const crcs = (parts: number[]): Map<number, Crc64> => new Map(parts.map((part) => [part, EMPTY_CRC64]))

async function run({ sends = [], completes = [], held = [], arrived = [] }: Script) {
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
    retry: { clock, gate, random: () => 0.5, onWait: UNSEEN, patienceMs: PATIENCE_MS },
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

describe('runMultipart', () => {
  it('sends the missing parts, then completes them', async () => {
    expect(await run({ arrived: [2] })).toEqual({
      outcome: [1, 2, 3, 4],
      sent: [1, 3, 4],
      completed: 1,
      resumed: 0,
      pending: 0,
    })
  })

  it('completes at once if no part is missing', async () => {
    expect(await run({ arrived: [1, 2, 3, 4] })).toMatchObject({ sent: [], completed: 1 })
  })

  it('sends no part again that has arrived, whatever happens to the others', async () => {
    const { sent, outcome } = await run({ sends: [undefined, 'network', undefined, 'timeout', undefined] })
    expect(outcome).toEqual([1, 2, 3, 4])
    expect(sent.filter((part) => part === 1 || part === 3)).toEqual([1, 3])
  })

  it('retries complete after temporary failures, for as long as the patience lasts', async () => {
    const down = (times: number): ErrorCode[] => Array<ErrorCode>(times).fill('server-unreachable')
    expect(await run({ completes: down(8) })).toMatchObject({ outcome: [1, 2, 3, 4], completed: 9 })
    expect(await run({ completes: down(100) })).toMatchObject({ outcome: 'server-unreachable', pending: 0 })
  })

  it('asks whether the file is stored if OSS no longer knows the upload', async () => {
    expect(await run({ sends: ['already-exists'] })).toMatchObject({ outcome: expect.any(Array), completed: 1 })
    expect(await run({ sends: ['already-exists'], completes: ['upload-expired'] })).toMatchObject({
      outcome: 'upload-expired',
      completed: 1,
    })
  })

  it('starts over once with the parts that OSS holds if complete finds parts missing', async () => {
    const again = await run({ completes: ['parts-missing'], held: [1, 4] })
    expect(again).toMatchObject({ outcome: [1, 2, 3, 4], sent: [1, 2, 3, 4, 2, 3], completed: 2, resumed: 1 })
    const twice = await run({ completes: ['parts-missing', 'parts-missing'], held: [1, 2, 3, 4] })
    expect(twice).toMatchObject({ outcome: 'parts-missing', completed: 2, resumed: 1 })
  })

  it('calls complete again if the parts were completed meanwhile', async () => {
    const stored = await run({ completes: ['parts-missing'], held: 'already-exists' })
    expect(stored).toMatchObject({ completed: 2, resumed: 1, sent: [1, 2, 3, 4] })
    expect(stored.outcome).toEqual([1, 2, 3, 4])
  })

  it.each(['stored-differs', 'forbidden'] as const)('fails at once with %s', async (code) => {
    expect(await run({ completes: [code] })).toMatchObject({ outcome: code, completed: 1, pending: 0 })
  })
})

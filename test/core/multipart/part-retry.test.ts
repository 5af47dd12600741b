import { EMPTY_CRC64 } from '../../../miniprogram/uploader/core/crc64/crc64'
import { UploadError } from '../../../miniprogram/uploader/core/errors'
import { cancellation } from '../../../miniprogram/uploader/core/flow/cancellation'
import { pausable, platformGate } from '../../../miniprogram/uploader/core/flow/gate'
import { learningPace } from '../../../miniprogram/uploader/core/flow/pace'
import { PATIENCE_MS } from '../../../miniprogram/uploader/core/flow/retry/patience'
import { UNSEEN } from '../../../miniprogram/uploader/core/flow/retry/retry-waits'
import { sendWithRetry } from '../../../miniprogram/uploader/core/multipart/part-retry'
import type { Part } from '../../../miniprogram/uploader/core/multipart/plan'
import type { PartSignatures } from '../../../miniprogram/uploader/core/multipart/signatures'
import type { ErrorCode } from '../../../miniprogram/uploader/error-codes'
import { fakeLifecycle, virtualClock } from '../fake-ports'

const MB = 1024 ** 2
const part: Part = { number: 7, position: 0, length: 4 * MB }

/** @param fates how the attempts end, in order; then they succeed */
function sender(...fates: (ErrorCode | 'hangs')[]) {
  const others = { arrived: false }
  const clock = virtualClock()
  const lifecycle = fakeLifecycle()
  const gate = pausable(platformGate(lifecycle))
  const pace = learningPace()
  const stop = cancellation()
  const arrived: number[] = []
  const log: string[] = []
  let batch = 1
  const signatures: PartSignatures = {
    of: async (number) => ({ url: `part ${number} of batch ${batch}`, headers: {}, batch }),
    refused(refused) {
      const isNews = refused === batch
      if (isNews) batch += 1
      return isNews
    },
    replace() {},
  }
  const send = sendWithRetry({
    signatures,
    pace,
    retry: { clock, gate, random: () => 0.5, onWait: UNSEEN, patienceMs: PATIENCE_MS },
    hasArrived: () => others.arrived,
    onArrived: ({ number }) => arrived.push(number),
    send: (_, { url }, signal) => {
      if (signal.stopped) return Promise.reject(new UploadError('cancelled'))
      log.push(url)
      const fate = fates.shift()
      if (fate === 'hangs') {
        return new Promise((_resolve, reject) => signal.subscribe(() => reject(new UploadError('cancelled'))))
      }
      return fate ? Promise.reject(new UploadError(fate)) : Promise.resolve(EMPTY_CRC64)
    },
  })
  let outcome: unknown
  const begin = (): void => {
    send(part, stop.signal).then(
      () => {
        outcome = 'ended'
      },
      (error: UploadError) => {
        outcome = error.code
      },
    )
  }
  const toEnd = async (): Promise<unknown> => {
    await clock.runUntil(() => outcome !== undefined)
    return outcome
  }
  return { begin, toEnd, clock, lifecycle, gate, pace, stop, arrived, others, log, signatures }
}

async function fateOf(...fates: (ErrorCode | 'hangs')[]) {
  const made = sender(...fates)
  made.begin()
  return { outcome: await made.toEnd(), ...made }
}

describe('sendWithRetry', () => {
  it('retries after temporary failures, for as long as the patience lasts', async () => {
    const { outcome, log, arrived } = await fateOf(...Array<ErrorCode>(8).fill('network'))
    expect([outcome, log.length, arrived]).toEqual(['ended', 9, [7]])
    const made = sender(...Array<ErrorCode>(100).fill('oss-unavailable'))
    const begunAt = made.clock.now()
    made.begin()
    expect([await made.toEnd(), made.arrived]).toEqual(['oss-unavailable', []])
    expect(made.clock.now() - begunAt).toBe(PATIENCE_MS)
  })

  it('does not give up once a part of the upload has arrived', async () => {
    const made = sender(...Array<ErrorCode>(1000).fill('network'))
    made.others.arrived = true
    made.begin()
    expect([await made.toEnd(), made.log.length]).toEqual(['ended', 1001])
  })

  it('waits for a free connection for as long as for anything else', async () => {
    const { outcome, log } = await fateOf(...Array<ErrorCode>(20).fill('too-many-connections'))
    expect([outcome, log.length]).toEqual(['ended', 21])
    const busy = await fateOf(...Array<ErrorCode>(1000).fill('too-many-connections'))
    expect([busy.outcome, busy.arrived]).toEqual(['too-many-connections', []])
  })

  it('sends nothing while the user pauses, though the pause began during the wait for a retry', async () => {
    const made = sender('network')
    made.begin()
    await made.clock.runUntil(() => made.clock.pending() === 1)
    made.gate.pause()
    expect([await made.toEnd(), made.arrived]).toEqual(['ended', []])
  })

  it('gets a fresh signature once after one has expired', async () => {
    const renewed = await fateOf('ticket-expired')
    expect([renewed.outcome, renewed.log]).toEqual(['ended', ['part 7 of batch 1', 'part 7 of batch 2']])
    const refused = await fateOf('ticket-expired', 'ticket-expired')
    expect([refused.outcome, refused.log.length]).toEqual(['ticket-expired', 2])
  })

  it('uses the fresh signature that another part asked for, without using up its own renewal', async () => {
    const made = sender('ticket-expired', 'ticket-expired')
    // While the part is being sent, another part learns that the batch is too old.
    const { of } = made.signatures
    let first = true
    made.signatures.of = async (number) => {
      const signed = await of(number)
      if (first) made.signatures.refused(signed.batch)
      first = false
      return signed
    }
    made.begin()
    expect(await made.toEnd()).toBe('ended')
    expect(made.log).toEqual(['part 7 of batch 1', 'part 7 of batch 2', 'part 7 of batch 3'])
  })

  it.each(['access-denied', 'already-exists', 'file-changed'] as const)('fails at once with %s', async (code) => {
    const { outcome, log } = await fateOf(code)
    expect([outcome, log.length]).toEqual([code, 1])
  })

  it.each(['timeout', 'out-of-memory'] as const)('slows the pace after %s, by the size of the part', async (code) => {
    const { outcome, pace } = await fateOf(code)
    expect([outcome, pace.partBytes(), pace.parallel({ type: 'wifi', weak: false })]).toEqual(['ended', 2 * MB, 1])
  })

  it('leaves a part when the user pauses', async () => {
    const made = sender('hangs')
    made.begin()
    await made.clock.runUntil(() => made.log.length === 1)
    made.gate.pause()
    expect(await made.toEnd()).toBe('ended')
    expect(made.arrived).toEqual([])
  })

  it('leaves a part that failed while the network was gone, even if it is back', async () => {
    const made = sender('network')
    made.lifecycle.set('offline')
    made.begin()
    expect(await made.toEnd()).toBe('ended')
    expect([made.arrived, made.log.length]).toEqual([[], 1])
  })

  it('rejects with cancelled when the upload is cancelled, and leaves no timer', async () => {
    const made = sender('hangs')
    made.begin()
    await made.clock.runUntil(() => made.log.length === 1)
    made.stop.stop()
    expect(await made.toEnd()).toBe('cancelled')
    const waiting = sender('network')
    waiting.begin()
    await waiting.clock.runUntil(() => waiting.clock.pending() === 1)
    waiting.stop.stop()
    expect(await waiting.toEnd()).toBe('cancelled')
    expect([waiting.clock.pending(), waiting.lifecycle.listeners()]).toEqual([0, 0])
  })
})

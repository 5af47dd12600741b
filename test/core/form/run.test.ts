import type { FormTicket } from '../../../miniprogram/uploader/contract'
import { UploadError } from '../../../miniprogram/uploader/core/errors'
import { cancellation } from '../../../miniprogram/uploader/core/flow/cancellation'
import { pausable, platformGate } from '../../../miniprogram/uploader/core/flow/gate'
import { PATIENCE_MS } from '../../../miniprogram/uploader/core/flow/retry/patience'
import { UNSEEN } from '../../../miniprogram/uploader/core/flow/retry/retry-waits'
import { type FormActs, runForm } from '../../../miniprogram/uploader/core/form/run'
import type { ErrorCode } from '../../../miniprogram/uploader/error-codes'
import { storedFile } from '../fake-backend'
import { answer, fakeLifecycle, virtualClock } from '../fake-ports'

const ticketOf = (upload: string): FormTicket => ({ kind: 'form', upload, url: '', fields: {}, expiresIn: 600 })

interface Script {
  /** How the sends end, in order: confirmed by the callback, stored but not confirmed, or failed. Then: confirmed. */
  sends?: ('confirmed' | 'stored' | ErrorCode)[]
  /** The failure behind each `not-confirmed`. */
  lostBy?: ErrorCode
  /** How the calls of `confirm` end, in order; then they succeed. */
  confirms?: (ErrorCode | undefined)[]
  /** How the renewals end, in order; then they succeed. */
  renewals?: (ErrorCode | undefined)[]
  /** The uploads of tickets that have expired. */
  stale?: string[]
}

/** Runs an upload by form over scripted acts. `acts` lists them in order, each with the upload of its ticket. */
async function run({ sends = [], lostBy, confirms = [], renewals = [], stale = [] }: Script) {
  const clock = virtualClock()
  const gate = pausable(platformGate(fakeLifecycle()))
  const stop = cancellation()
  const log: string[] = []
  const throwIf = (code: ErrorCode | undefined): void => {
    if (code) throw new UploadError(code)
  }
  const acts: FormActs = {
    inPlace: (work) => work(() => {}),
    async send({ ticket: { upload } }) {
      log.push(`send ${upload}`)
      const end = sends.shift() ?? 'confirmed'
      if (end === 'stored') return answer(204)
      if (end === 'confirmed') return answer(200, { file: storedFile(upload) })
      throw new UploadError(end, lostBy ? { cause: new UploadError(lostBy) } : {})
    },
    async confirm({ ticket: { upload } }) {
      log.push(`confirm ${upload}`)
      throwIf(confirms.shift())
      return storedFile(upload)
    },
    async renew({ ticket: { upload } }) {
      log.push(`renew ${upload}`)
      throwIf(renewals.shift())
      return { ticket: ticketOf(`${upload}+`), at: clock.now() }
    },
    isStale: ({ ticket: { upload } }) => stale.includes(upload),
    idle() {},
  }
  let outcome: unknown
  const retry = { clock, gate, random: () => 0.5, onWait: UNSEEN, patienceMs: PATIENCE_MS }
  runForm({ ticket: ticketOf('a'), at: clock.now() }, acts, retry, stop.signal).then(
    ({ key }) => {
      outcome = key
    },
    (error: UploadError) => {
      outcome = error.code
    },
  )
  const toEnd = async () => {
    await clock.runUntil(() => outcome !== undefined)
    return { outcome, acts: log, pending: clock.pending() }
  }
  return { toEnd, gate, stop, clock }
}

const endOf = async (script: Script) => (await run(script)).toEnd()

describe('runForm', () => {
  it('needs one send if the callback confirms it', async () => {
    expect(await endOf({})).toEqual({ outcome: 'a', acts: ['send a'], pending: 0 })
  })

  it('asks the backend to confirm what is stored but not confirmed', async () => {
    expect(await endOf({ sends: ['stored'] })).toMatchObject({ outcome: 'a', acts: ['send a', 'confirm a'] })
  })

  it('sends again after temporary failures, for as long as the patience lasts', async () => {
    const { outcome, acts } = await endOf({ sends: Array<ErrorCode>(8).fill('network') })
    expect([outcome, acts]).toEqual(['a', Array(9).fill('send a')])
    const away = await run({ sends: Array<ErrorCode>(100).fill('network') })
    const begunAt = away.clock.now()
    expect(await away.toEnd()).toMatchObject({ outcome: 'network', pending: 0 })
    expect(away.clock.now() - begunAt).toBe(PATIENCE_MS)
  })

  it('tells why the file did not arrive, not that it is missing', async () => {
    const sends = Array<ErrorCode>(100).fill('not-confirmed')
    const away = await endOf({ sends, lostBy: 'network', confirms: Array<ErrorCode>(100).fill('not-stored') })
    expect(away).toMatchObject({ outcome: 'network', pending: 0 })
  })

  it('ends even if each send succeeds and the file is never found', async () => {
    const sends = Array<'stored'>(1000).fill('stored')
    const lost = await endOf({ sends, confirms: Array<ErrorCode>(1000).fill('not-stored') })
    expect(lost).toMatchObject({ outcome: 'not-stored', pending: 0 })
  })

  it('asks the backend before it sends again what may be stored', async () => {
    expect(await endOf({ sends: ['not-confirmed'], confirms: ['not-stored'] })).toMatchObject({
      outcome: 'a',
      acts: ['send a', 'confirm a', 'send a'],
    })
    expect(await endOf({ sends: ['not-confirmed'], confirms: ['server-unreachable'] })).toMatchObject({
      outcome: 'a',
      acts: ['send a', 'confirm a', 'confirm a'],
    })
  })

  it('renews a ticket once after OSS found it expired', async () => {
    expect(await endOf({ sends: ['ticket-expired'] })).toMatchObject({
      outcome: 'a+',
      acts: ['send a', 'renew a', 'send a+'],
    })
    const twice = await endOf({ sends: ['ticket-expired', 'ticket-expired'] })
    expect(twice).toMatchObject({ outcome: 'ticket-expired', acts: ['send a', 'renew a', 'send a+'] })
  })

  it('renews a stale ticket before it sends', async () => {
    expect(await endOf({ stale: ['a'] })).toMatchObject({ outcome: 'a+', acts: ['renew a', 'send a+'] })
  })

  it('fails at once if a renewal fails, because a renewal has retried already', async () => {
    const failed = await endOf({ stale: ['a'], renewals: ['server-unreachable'] })
    expect(failed).toEqual({ outcome: 'server-unreachable', acts: ['renew a'], pending: 0 })
  })

  it('sends nothing during a pause', async () => {
    const { toEnd, gate } = await run({})
    gate.pause()
    setImmediate(gate.resume)
    expect(await toEnd()).toMatchObject({ outcome: 'a', acts: ['send a'] })
  })

  it('does not retry after a cancel', async () => {
    const { toEnd, stop } = await run({ sends: ['network'] })
    stop.stop()
    expect(await toEnd()).toMatchObject({ acts: ['send a'], pending: 0 })
  })
})

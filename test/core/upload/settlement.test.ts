import fc from 'fast-check'
import { PATHS } from '../../../miniprogram/uploader/contract'
import type { UploadState } from '../../../miniprogram/uploader/core/api'
import { UploadError } from '../../../miniprogram/uploader/core/errors'
import { contractAnswer, engineWith, JPEG, storedFile } from '../fake-backend'
import { answer, networkFailure, ossRefusal, type Reaction } from '../fake-ports'

/** How the bucket treats one POST; `stored` is whether the object exists afterwards. */
const bucketActs: Record<string, { stored: boolean; reaction: Reaction }> = {
  confirmed: { stored: true, reaction: answer(200, { file: storedFile('k') }) },
  unconfirmed: { stored: true, reaction: answer(204) },
  callbackFailed: { stored: true, reaction: ossRefusal(203, 'CallbackFailed') },
  answerLost: { stored: true, reaction: { sent: 1, end: networkFailure() } },
  cut: { stored: false, reaction: { sent: 0.5, end: networkFailure() } },
  cutAtTheEnd: { stored: false, reaction: { sent: 1, end: networkFailure() } },
  interrupted: { stored: false, reaction: new UploadError('interrupted') },
  crowded: { stored: false, reaction: new UploadError('too-many-connections') },
  busy: { stored: false, reaction: ossRefusal(503, 'ServiceUnavailable') },
  expired: { stored: false, reaction: ossRefusal(403, 'SecurityTokenExpired') },
  refused: { stored: false, reaction: ossRefusal(403, 'SignatureDoesNotMatch') },
}

const backendActs: Record<string, Reaction | undefined> = {
  works: undefined,
  down: networkFailure(),
  html: answer(502, '<html>Bad Gateway</html>'),
  throttled: answer(429, { error: { code: 'too-many-requests', requestId: 'r' } }),
  signedOut: answer(401, { error: { code: 'unauthenticated', requestId: 'r' } }),
}

const schedule = fc.record({
  bucket: fc.array(fc.constantFrom(...Object.keys(bucketActs)), { maxLength: 8 }),
  backend: fc.array(fc.constantFrom(...Object.keys(backendActs)), { maxLength: 8 }),
  lifecycle: fc.array(fc.record({ afterMs: fc.nat(5000), obstacle: fc.constantFrom('hidden', 'offline', undefined) }), {
    maxLength: 4,
  }),
  user: fc.array(fc.record({ afterMs: fc.nat(5000), act: fc.constantFrom('pause', 'resume', 'cancel') }), {
    maxLength: 4,
  }),
})

describe('an upload under any schedule of faults', () => {
  it('settles exactly once, is done only if stored, and leaves nothing running', async () => {
    const endings = new Map<string, number>()
    await fc.assert(
      fc.asyncProperty(schedule, async ({ bucket, backend, lifecycle: changes, user }) => {
        let stored = false
        let sentWhilePaused = 0
        const made = engineWith({
          onForm: (_, nth) => {
            const state = task.state()
            if (state.phase === 'paused' && state.by === 'user') sentWhilePaused += 1
            const act = bucketActs[bucket[nth - 1] ?? 'confirmed'] as (typeof bucketActs)[string]
            // OSS refuses to overwrite before it checks anything else.
            if (stored) return ossRefusal(409, 'FileAlreadyExists')
            stored = act.stored
            return act.reaction
          },
          onJson: (request, nth) => {
            const act = backendActs[backend[nth - 1] ?? 'works']
            if (act) return act
            if (!request.url.endsWith(PATHS.complete)) return contractAnswer(request)
            return stored
              ? answer(200, { file: storedFile('k') })
              : answer(409, { error: { code: 'not-stored', requestId: 'r' } })
          },
        })
        const states: UploadState[] = []
        let settled = 0
        const task = made.engine.upload(
          { path: 'a.jpg', size: JPEG.length },
          { route: 'photo', onState: (s) => states.push(s) },
        )
        task.done.then(
          () => {
            settled += 1
          },
          () => {
            settled += 1
          },
        )
        for (const { afterMs, obstacle } of changes) made.clock.after(afterMs, () => made.lifecycle.set(obstacle))
        for (const { afterMs, act } of user) made.clock.after(afterMs, () => task[act]())
        made.clock.after(6000, () => made.lifecycle.set(undefined))
        made.clock.after(6001, () => task.resume())
        await made.clock.runUntil(() => false)

        const last = states.at(-1) as UploadState
        expect([settled, sentWhilePaused]).toEqual([1, 0])
        expect(['done', 'failed', 'cancelled']).toContain(last.phase)
        expect(states.filter(({ phase }) => ['done', 'failed', 'cancelled'].includes(phase))).toHaveLength(1)
        if (last.phase === 'done') expect(stored).toBe(true)
        expect([made.network.open(), made.clock.pending(), made.lifecycle.listeners()]).toEqual([0, 0, 0])
        endings.set(last.phase, (endings.get(last.phase) ?? 0) + 1)
      }),
      { numRuns: 1000 },
    )
    // Every kind of ending must occur, or the schedules prove little.
    expect([...endings.keys()].sort()).toEqual(['cancelled', 'done', 'failed'])
  })
})

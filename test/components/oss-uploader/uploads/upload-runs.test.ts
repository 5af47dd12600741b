import { uploadRuns } from '../../../../miniprogram/components/oss-uploader/uploads/upload-runs'
import type { UploadState } from '../../../../miniprogram/uploader/core/api'
import { drivenUploader, sending } from '../../rig/driven-uploader'

function running() {
  let now = 0
  const { uploader, uploads } = drivenUploader()
  const states: UploadState['phase'][] = []
  const runs = uploadRuns(
    (_, state) => states.push(state.phase),
    () => now,
  )
  const start = (uid: string): void =>
    runs.start(uid, (onState) => uploader.upload(uid, { route: 'photo', input: undefined, onState }))
  return {
    runs,
    uploads,
    states,
    start,
    at: (ms: number) => {
      now = ms
    },
  }
}

describe('the running uploads of a list', () => {
  it('start only what was reserved', () => {
    const { runs, uploads, start } = running()
    start('a')
    expect([uploads, runs.uids()]).toEqual([[], []])
    runs.reserve('a')
    start('a')
    expect([uploads.length, runs.has('a')]).toEqual([1, true])
  })

  it('have the speed that an upload reported last, for three seconds', () => {
    const { runs, uploads, start, at } = running()
    runs.reserve('a')
    start('a')
    expect([runs.speed('a'), runs.speed('x')]).toEqual([0, 0])
    uploads[0]?.report({ ...sending(10), bytesPerSecond: 5000 } as UploadState)
    at(3000)
    expect(runs.speed('a')).toBe(5000)
    at(3001)
    expect(runs.speed('a')).toBe(0)
    uploads[0]?.report({ ...sending(20), bytesPerSecond: 6000 } as UploadState)
    uploads[0]?.report({ phase: 'confirming', percent: 99 })
    expect(runs.speed('a')).toBe(0)
  })

  it('are not followed any more once they are cancelled', () => {
    const { runs, uploads, states, start } = running()
    runs.reserve('a')
    start('a')
    runs.cancel('a')
    expect([uploads[0]?.isCancelled(), states]).toEqual([true, ['queued']])
  })

  it('are cancelled if their first state makes the host remove them', () => {
    const { uploader, uploads } = drivenUploader()
    const runs = uploadRuns(
      (uid) => runs.cancel(uid),
      () => 0,
    )
    runs.reserve('a')
    runs.start('a', (onState) => uploader.upload('a', { route: 'photo', input: undefined, onState }))
    expect(uploads[0]?.isCancelled()).toBe(true)
  })
})

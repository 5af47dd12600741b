import { LIMITS, type UrlsRequest } from '../../../miniprogram/uploader/contract'
import type { Backend } from '../../../miniprogram/uploader/core/backend/backend'
import { freshUrls } from '../../../miniprogram/uploader/core/engine/fresh-urls'
import { UploadError } from '../../../miniprogram/uploader/core/errors'
import { platformGate } from '../../../miniprogram/uploader/core/flow/gate'
import { CALL_PATIENCE_MS } from '../../../miniprogram/uploader/core/flow/retry/patience'
import { UNSEEN } from '../../../miniprogram/uploader/core/flow/retry/retry-waits'
import { fakeLifecycle, virtualClock } from '../fake-ports'

const keysOf = (count: number): string[] => Array.from({ length: count }, (_, index) => `key-${index}`)

async function fresh(keys: string[], fates: (UploadError | undefined)[] = []) {
  const clock = virtualClock()
  const requests: UrlsRequest[] = []
  const backend = {
    urls: async (request: UrlsRequest) => {
      requests.push(request)
      const fate = fates.shift()
      if (fate) throw fate
      return request.keys.map((key) =>
        key === 'key-1' ? new UploadError('forbidden') : { url: `https://x/${key}`, expiresIn: 60 },
      )
    },
  } as unknown as Backend
  const retry = {
    clock,
    random: () => 0.5,
    gate: platformGate(fakeLifecycle()),
    onWait: UNSEEN,
    patienceMs: CALL_PATIENCE_MS,
  }
  let outcome: unknown
  freshUrls(keys, { style: 'thumb' }, backend, retry).then(
    (found) => {
      outcome = found
    },
    (error: UploadError) => {
      outcome = error.code
    },
  )
  await clock.runUntil(() => outcome !== undefined)
  return { outcome, requests }
}

describe('freshUrls', () => {
  it('returns one outcome per key, in order, refusals included', async () => {
    const { outcome, requests } = await fresh(keysOf(3))
    expect(outcome).toMatchObject([
      { ok: true, url: 'https://x/key-0', expiresIn: 60 },
      { ok: false, error: { code: 'forbidden' } },
      { ok: true, url: 'https://x/key-2' },
    ])
    expect(requests).toEqual([{ keys: keysOf(3), style: 'thumb' }])
  })

  it('splits the keys into calls within the limit, and makes no call without keys', async () => {
    const { outcome, requests } = await fresh(keysOf(LIMITS.keysPerCall * 2 + 1))
    expect(requests.map(({ keys }) => keys.length)).toEqual([LIMITS.keysPerCall, LIMITS.keysPerCall, 1])
    expect(outcome).toHaveLength(LIMITS.keysPerCall * 2 + 1)
    expect(await fresh([])).toEqual({ outcome: [], requests: [] })
  })

  it('retries after temporary failures, and fails as a whole with a final one', async () => {
    const down = new UploadError('server-unreachable')
    expect((await fresh(keysOf(1), [down, down])).requests).toHaveLength(3)
    expect((await fresh(keysOf(1), [new UploadError('unauthenticated')])).outcome).toBe('unauthenticated')
  })
})

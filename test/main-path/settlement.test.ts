import fc from 'fast-check'
import type { Fault as CloudFault } from '../../dev/local-cloud'
import { createWxHost, type Fault, type WxHost } from '../../dev/wx-host'

import { createUploader, type UploadState, type UploadTask } from '../../miniprogram/uploader/wx'
import { fetchBytes, jpeg, NOTHING_OPEN, openAtRest, type Rig, startRig } from './rig'

const { random } = Math
let rig: Rig
beforeAll(async () => {
  // Waits are random shares of a second or more; here the shares are tiny.
  Math.random = () => random() / 1000
  rig = await startRig()
})
afterAll(async () => {
  Math.random = random
  await rig.close()
})

const bytes = fc.integer({ min: 0, max: 120_000 })
const api = fc.constantFrom('uploadFile', 'request', undefined)
const hostFault = fc.record({
  fault: fc.oneof(
    bytes.map((afterBytes): Fault => ({ kind: 'cut-send', afterBytes })),
    fc.integer({ min: 0, max: 600 }).map((afterBytes): Fault => ({ kind: 'cut-answer', afterBytes })),
    fc.constantFrom<Fault>(
      { kind: 'timeout' },
      { kind: 'connection-reset' },
      { kind: 'too-many-connections' },
      { kind: 'out-of-memory' },
      { kind: 'unreadable' },
      { kind: 'login-failed' },
    ),
  ),
  api,
})
const cloudFault = fc.record({
  operation: fc.constantFrom('PostObject', 'HeadObject', 'CopyObject', 'DeleteObject'),
  fault: fc.oneof(
    bytes.map((reset): CloudFault => ({ kind: 'reset-after', bytes: reset })),
    fc.constantFrom<CloudFault>(
      { kind: 'answer', status: 503, code: 'ServiceUnavailable' },
      { kind: 'answer', status: 500, code: 'InternalError' },
      { kind: 'answer', status: 403, code: 'SecurityTokenExpired' },
      { kind: 'lose-answer' },
      { kind: 'drop-callback' },
      { kind: 'delay', ms: 20 },
    ),
  ),
})
const schedule = fc.record({
  platform: fc.constantFrom('devtools' as const, 'ios' as const, 'android' as const),
  onReturn: fc.constantFrom('callbacks-first' as const, 'show-first' as const),
  sizes: fc.array(fc.integer({ min: 1000, max: 100_000 }), { minLength: 1, maxLength: 4 }),
  onDevice: fc.array(hostFault, { maxLength: 4 }),
  inCloud: fc.array(cloudFault, { maxLength: 4 }),
  user: fc.array(fc.record({ afterMs: fc.nat(60), act: fc.constantFrom('hide', 'offline', 'pause', 'cancel') }), {
    maxLength: 2,
  }),
})

type Schedule = typeof schedule extends fc.Arbitrary<infer Value> ? Value : never

const isEnd = ({ phase }: UploadState): boolean => phase === 'done' || phase === 'failed' || phase === 'cancelled'
const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

interface Followed {
  bytes: Uint8Array
  task: UploadTask
  states: UploadState[]
}

function prepare({ platform, onReturn, onDevice, inCloud }: Schedule): WxHost {
  const host = createWxHost({ platform, onReturn, suspendAfterMs: 15 })
  const { faults } = rig.stack.cloud
  faults.clear()
  for (const { operation, fault } of inCloud) faults.inject(operation, fault)
  for (const { fault, api: struck } of onDevice) {
    host.faults.arm({ ...fault, ...(struck ? { when: (target) => target.api === struck } : {}) })
  }
  return host
}

async function begin(host: WxHost, sizes: number[]): Promise<Followed[]> {
  const uploader = createUploader({ server: rig.stack.url, wx: host.wx })
  const files = sizes.map((size) => jpeg(size))
  const paths = await Promise.all(files.map(async (bytes, index) => host.temp(await rig.file(`${index}.jpg`, bytes))))
  return files.map((bytes, index) => {
    const states: UploadState[] = []
    const task = uploader.upload(paths[index] as string, {
      route: 'photo',
      onState(state) {
        states.push(state)
        // The user is impatient, so that the test need not wait.
        if (state.phase === 'retrying') setTimeout(() => task.retryNow())
      },
    })
    return { bytes, states, task }
  })
}

/** What the user does meanwhile. At the end the app is visible, online and resumed. */
async function live(host: WxHost, uploads: Followed[], user: Schedule['user']): Promise<void> {
  const first = uploads[0]?.task
  const acts = {
    hide: () => host.hide(),
    offline: () => host.setNetwork('none'),
    pause: () => first?.pause(),
    cancel: () => first?.cancel(),
  }
  await Promise.all(user.map(({ afterMs, act }) => later(afterMs).then(acts[act])))
  await later(20)
  host.show()
  host.setNetwork('wifi')
  first?.resume()
}

async function expectOneEnd({ task, bytes, states }: Followed): Promise<UploadState['phase']> {
  const stored = await task.done.catch(() => undefined)
  rig.stack.cloud.faults.clear()
  const last = states.at(-1) as UploadState
  expect(states.filter(isEnd)).toEqual([last])
  const percents = states.map(({ percent }) => percent)
  expect(percents).toEqual([...percents].sort((a, b) => a - b))
  expect(last.phase === 'done').toBe(stored !== undefined)
  if (stored) expect(Buffer.compare(await fetchBytes(stored.url), bytes)).toBe(0)
  return last.phase
}

describe('an upload over real sockets, under any schedule of faults', () => {
  it('settles exactly once, is stored whole if done, and leaves nothing running', async () => {
    const endings: string[] = []
    await fc.assert(
      fc.asyncProperty(schedule, async (plan) => {
        const host = prepare(plan)
        const uploads = await begin(host, plan.sizes)
        await live(host, uploads, plan.user)
        await Promise.all(uploads.map(({ task }) => task.done.catch(() => {})))
        for (const upload of uploads) endings.push(await expectOneEnd(upload))
        expect(await openAtRest(host)).toEqual(NOTHING_OPEN)
        await host.dispose()
      }),
      { numRuns: 60 },
    )
    // Some uploads must succeed, or the schedules prove little.
    expect(endings.filter((phase) => phase === 'done').length).toBeGreaterThan(50)
  })
})

/** Uploads by parts over real sockets: with faults, taps, and an app that is killed and resumes. */
import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import type { Fault as CloudFault } from '../../dev/local-cloud'
import { createDisk, createWxHost, type Disk, type Fault, type WxHost } from '../../dev/wx-host'
import type { Engine, UploadState, UploadTask } from '../../miniprogram/uploader/core/api'
import { serverBackend } from '../../miniprogram/uploader/core/backend/server-backend'
import { appWide } from '../../miniprogram/uploader/core/engine/app-wide'
import { createEngine } from '../../miniprogram/uploader/core/engine/create-engine'
import { wxLogin } from '../../miniprogram/uploader/wx/login'
import { wxPorts } from '../../miniprogram/uploader/wx/ports'
import type { Routes } from '../../server/routes'
import { fetchBytes, NOTHING_OPEN, openAtRest, type Rig, startRig } from './rig'

const KB = 1024
const MB = 1024 * KB
/** Waits are random shares of a second or more; here the shares are tiny. */
const { random } = Math
let rig: Rig
beforeAll(async () => {
  Math.random = () => random() / 1000
  rig = await startRig()
})
afterAll(async () => {
  Math.random = random
  await rig.close()
})

const bytes = fc.integer({ min: 0, max: 1_100_000 })
const hostFault = fc.oneof(
  bytes.map((afterBytes): Fault => ({ kind: 'cut-send', afterBytes })),
  fc.integer({ min: 0, max: 600 }).map((afterBytes): Fault => ({ kind: 'cut-answer', afterBytes })),
  fc.constantFrom<Fault>(
    { kind: 'timeout' },
    { kind: 'connection-reset' },
    { kind: 'too-many-connections' },
    { kind: 'out-of-memory' },
    { kind: 'unreadable' },
    { kind: 'storage-full' },
  ),
)
const cloudFault = fc.record({
  operation: fc.constantFrom(
    'UploadPart',
    'UploadPart',
    'InitiateMultipartUpload',
    'CompleteMultipartUpload',
    'ListParts',
  ),
  fault: fc.oneof(
    bytes.map((reset): CloudFault => ({ kind: 'reset-after', bytes: reset })),
    fc.constantFrom<CloudFault>(
      { kind: 'answer', status: 503, code: 'ServiceUnavailable' },
      { kind: 'answer', status: 403, code: 'SecurityTokenExpired' },
      { kind: 'lose-answer' },
      { kind: 'delay', ms: 20 },
    ),
  ),
})
const schedule = fc.record({
  platform: fc.constantFrom('devtools' as const, 'ios' as const, 'android' as const),
  size: fc.constantFrom(256 * KB, MB - 1, MB, MB + 1, 2 * MB + 1, 3 * MB),
  onDevice: fc.array(hostFault, { maxLength: 3 }),
  inCloud: fc.array(cloudFault, { maxLength: 3 }),
  user: fc.array(fc.record({ afterMs: fc.nat(100), act: fc.constantFrom('hide', 'offline', 'pause', 'cancel') }), {
    maxLength: 2,
  }),
  killedAfterMs: fc.option(fc.nat(150), { nil: undefined }),
})

type Schedule = typeof schedule extends fc.Arbitrary<infer Value> ? Value : never

/** One run of the app. */
interface Life {
  host: WxHost
  uploader: Engine<Routes>
}

function start(platform: Schedule['platform'], disk: Disk): Life {
  const host = createWxHost({ platform, disk, suspendAfterMs: 15 })
  // Parts of 1 MB.
  host.setNetwork('3g')
  const ports = wxPorts(host.wx)
  const backend = serverBackend({ server: rig.stack.url, login: () => wxLogin(host.wx) }, ports)
  // With a record of its own, because a killed app takes what it knew of its running uploads with it.
  return { host, uploader: createEngine<Routes>(ports, backend, { multipartThreshold: 200 * KB }, appWide()) }
}

/**
 * Kills an app, as far as that is possible within this process: breaks its open requests, and lets nothing else happen.
 * `test/commands/demo` kills a whole process.
 */
async function kill({ host }: Life): Promise<void> {
  host.setNetwork('none')
  await openAtRest(host)
  await host.dispose()
}

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const isEnd = ({ phase }: UploadState): boolean => phase === 'done' || phase === 'failed' || phase === 'cancelled'

/** What the user does meanwhile. At the end the app is visible, online and resumed. */
async function live({ host }: Life, task: UploadTask, user: Schedule['user']): Promise<void> {
  const acts = {
    hide: () => host.hide(),
    offline: () => host.setNetwork('none'),
    pause: task.pause,
    cancel: task.cancel,
  }
  await Promise.all(user.map(({ afterMs, act }) => later(afterMs).then(acts[act])))
  await later(20)
  host.show()
  host.setNetwork('3g')
  task.resume()
}

async function expectOneEnd(task: UploadTask, states: UploadState[], content: Buffer): Promise<UploadState['phase']> {
  const stored = await task.done.catch(() => undefined)
  const last = states.at(-1) as UploadState
  expect(states.filter(isEnd)).toEqual([last])
  const percents = states.map(({ percent }) => percent)
  expect(percents).toEqual([...percents].sort((a, b) => a - b))
  expect(last.phase === 'done').toBe(stored !== undefined)
  if (stored) expect(Buffer.compare(await fetchBytes(stored.url), content)).toBe(0)
  return last.phase
}

/** The uploads by parts that OSS still has. */
const partsLeft = (): number => {
  const { inspect, bucket } = rig.stack.cloud
  return (inspect.uploads(bucket) ?? []).reduce((sum, { parts }) => sum + parts.length, 0)
}

function strike({ host }: Life, { onDevice, inCloud }: Schedule): void {
  for (const { operation, fault } of inCloud) rig.stack.cloud.faults.inject(operation, fault)
  for (const fault of onDevice) host.faults.arm(fault)
}

function follow(begin: (onState: (state: UploadState) => void) => UploadTask) {
  const states: UploadState[] = []
  const task = begin((state) => {
    states.push(state)
    // The user is impatient, so that the test need not wait.
    if (state.phase === 'retrying') setTimeout(() => task.retryNow())
  })
  return { states, task }
}

async function runOne(plan: Schedule): Promise<UploadState['phase']> {
  const content = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom'), randomBytes(plan.size - 12)])
  const file = await rig.file('big.mp4', content)
  const disk = createDisk()
  let life = start(plan.platform, disk)
  const path = life.host.temp(file)
  strike(life, plan)
  const upload = (own: Life) => follow((onState) => own.uploader.upload(path, { route: 'video', onState }))
  let followed = upload(life)
  if (plan.killedAfterMs === undefined) {
    await live(life, followed.task, plan.user)
  } else {
    await later(plan.killedAfterMs)
    await kill(life)
    life = start(plan.platform, disk)
    const [left] = await life.uploader.unfinished()
    const own = life
    followed = left ? follow((onState) => own.uploader.resume(left.id, { onState })) : upload(life)
  }
  const phase = await expectOneEnd(followed.task, followed.states, content)
  rig.stack.cloud.faults.clear()
  life.host.faults.clear()
  // Resumes after temporary failures; what was killed before its checkpoint starts over.
  if (phase === 'failed') expect(await again(upload(life), content)).toBe('done')
  expect(await openAtRest(life.host)).toEqual(NOTHING_OPEN)
  await life.host.dispose()
  disk.remove()
  return phase
}

const again = ({ task, states }: ReturnType<typeof follow>, content: Buffer) => expectOneEnd(task, states, content)

describe('a big file over real sockets, under any schedule of faults', () => {
  it('ends once, is stored whole, resumes after the app was killed, and leaves nothing open', async () => {
    const endings: string[] = []
    await fc.assert(
      fc.asyncProperty(schedule, async (plan) => {
        const before = partsLeft()
        endings.push(await runOne(plan))
        const isForgotten = plan.onDevice.some(({ kind }) => kind === 'storage-full')
        // An upload without a checkpoint is left to the bucket's lifecycle rule.
        if (!isForgotten) expect(partsLeft() - before).toBe(0)
      }),
      { numRuns: 50 },
    )
    expect(endings.filter((phase) => phase === 'done').length).toBeGreaterThan(25)
  }, 300_000)
})

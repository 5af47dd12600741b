import { Agent, request } from 'node:http'
import { createCrc64 } from '../../dev/local-cloud/store/crc64'
import { HEALTH_PATH, PATHS } from '../../miniprogram/uploader/contract'
import type { UploadState } from '../../miniprogram/uploader/wx'
import {
  endingOf,
  fetchBytes,
  jpeg,
  NOTHING_OPEN,
  openAtRest,
  openSession,
  post,
  type Rig,
  sample,
  startRig,
} from './rig'

let rig: Rig
afterEach(() => rig.close())

const crc64Of = (bytes: Uint8Array): string => {
  const crc = createCrc64()
  crc.update(bytes)
  return crc.decimal()
}

describe.each(['devtools', 'ios', 'android'] as const)('on %s', (platform) => {
  it('a picked photo is uploaded, and its URL returns the same bytes', async () => {
    rig = await startRig({ host: { platform } })
    const photo = await sample()
    rig.host.pick([await rig.file('IMG_0001.jpg', photo)])
    const progress: number[] = []
    const [outcome] = await rig.uploader.pickAndUpload({
      route: 'photo',
      count: 9,
      onProgress: ({ percent }) => progress.push(percent),
    })
    if (!outcome?.ok) throw outcome?.error
    expect(await fetchBytes(outcome.file.url)).toEqual(photo)
    expect(outcome.file).toMatchObject({ size: photo.length, type: 'image/jpeg', crc64: crc64Of(photo) })
    expect(outcome.file.key).toMatch(/^uploads\/photo\/[0-9a-f]{24}\/[0-9a-f]{32}\.jpg$/)
    expect(progress).toEqual([...progress].sort((a, b) => a - b))
    expect(progress.at(-1)).toBe(100)
    expect(await openAtRest(rig.host)).toEqual(NOTHING_OPEN)
  })

  it('a file from a chat keeps its Chinese name for downloads', async () => {
    rig = await startRig({ host: { platform } })
    rig.host.pick([await rig.file('2026 年度报告 (终稿).pdf', Buffer.from('%PDF-1.7 hello'))])
    const [outcome] = await rig.uploader.pickAndUpload({ route: 'file', accept: 'file' })
    if (!outcome?.ok) throw outcome?.error
    expect(outcome.file.name).toBe('2026 年度报告 (终稿).pdf')
    const response = await fetch(outcome.file.url)
    expect(decodeURIComponent(response.headers.get('content-disposition') ?? '')).toBe(
      "attachment; filename*=UTF-8''2026 年度报告 (终稿).pdf",
    )
    expect(response.headers.get('content-type')).toBe('application/pdf')
  })
})

describe('nine photos with a warm session', () => {
  it('need one ticket call and nine POSTs, counted at the servers', async () => {
    rig = await startRig()
    await rig.uploader.prepare()
    const { journal } = rig.stack.cloud
    const before = rig.backendCalls()
    rig.host.pick(await Promise.all(Array.from({ length: 9 }, (_, index) => rig.file(`${index}.jpg`, jpeg()))))
    const outcomes = await rig.uploader.pickAndUpload({ route: 'photo' })
    expect(outcomes.every(({ ok }) => ok)).toBe(true)

    expect(before).toMatchObject({ [PATHS.session]: 1 })
    // OSS makes the nine callbacks, not the phone.
    const { [HEALTH_PATH]: _warmUps, ...calls } = rig.backendCalls()
    expect(calls).toEqual({ [PATHS.session]: 1, [PATHS.uploads]: 1, [PATHS.callback]: 9 })
    const fromThePhone = journal.entries.filter(({ userAgent }) => userAgent.includes('MicroMessenger'))
    expect(fromThePhone.map(({ operation }) => operation)).toEqual(Array(9).fill('PostObject'))
    expect(journal.count({ operation: 'PostObject' })).toBe(9)
  })

  it('leave nothing under pending', async () => {
    rig = await startRig()
    rig.host.pick(await Promise.all(Array.from({ length: 9 }, (_, index) => rig.file(`${index}.jpg`, jpeg()))))
    await rig.uploader.pickAndUpload({ route: 'photo' })
    const deadline = Date.now() + 60_000
    while ((await rig.objects()).length > 9 && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 10))
    const keys = (await rig.objects()).map(({ key }) => key)
    expect(keys).toHaveLength(9)
    expect(keys.filter((key) => key.includes('/pending/'))).toEqual([])
  })
})

describe('tickets', () => {
  it('cause one AssumeRole for a thousand simultaneous calls after a cold start', async () => {
    rig = await startRig()
    const token = await openSession(rig.stack.url)
    const body = JSON.stringify({ route: 'photo', files: [{ size: 1000, type: 'image/jpeg' }] })
    // Fewer sockets than Node's backlog of 511, because dropped connections are not the subject here.
    const agent = new Agent({ maxSockets: 400, keepAlive: true })
    const statuses = await Promise.all(
      Array.from({ length: 1000 }, () => statusOf(rig.stack.url + PATHS.uploads, body, token, agent)),
    )
    agent.destroy()
    expect(new Set(statuses)).toEqual(new Set([200]))
    const { journal } = rig.stack.cloud
    expect(journal.entries.map(({ operation }) => operation)).toEqual(['AssumeRole'])
  })

  it('and confirmations need one AssumeRole per scope, then none', async () => {
    rig = await startRig()
    const first = await rig.uploader.upload(await rig.temp('a.jpg', jpeg()), { route: 'photo' }).done
    expect(first.url).toContain('x-oss-signature=')
    const { journal } = rig.stack.cloud
    // upload, manage, read
    expect(journal.count({ operation: 'AssumeRole' })).toBe(3)
    journal.clear()
    const token = await openSession(rig.stack.url)
    await post(rig.stack.url + PATHS.uploads, { route: 'photo', files: [{ size: 9, type: 'image/jpeg' }] }, token)
    expect(journal.entries.filter(({ operation }) => operation !== 'DeleteObject')).toEqual([])
  })
})

describe('a backend without a callback', () => {
  it('is asked by the client to confirm', async () => {
    rig = await startRig({ callback: false })
    const states: UploadState['phase'][] = []
    const task = rig.uploader.upload(await rig.temp('a.jpg', jpeg()), {
      route: 'photo',
      onState: ({ phase }) => states.push(phase),
    })
    const stored = await task.done
    expect((await fetchBytes(stored.url)).length).toBe(20_000)
    expect(states.filter((phase, index) => phase !== states[index - 1]).slice(-3)).toEqual([
      'sending',
      'confirming',
      'done',
    ])
    expect(rig.backendCalls()).toMatchObject({ [PATHS.complete]: 1 })
  })
})

describe('cancel during a send', () => {
  it('stops the bytes, stores nothing and leaves nothing open', async () => {
    rig = await startRig()
    rig.stack.cloud.faults.inject('PostObject', { kind: 'delay', ms: 60_000 })
    const path = await rig.temp('big.jpg', jpeg(3_000_000))
    const task = rig.uploader.upload(path, { route: 'photo' })
    await new Promise<void>((resolve) => {
      task.subscribe(({ phase }) => {
        if (phase === 'sending') resolve()
      })
    })
    task.cancel()
    expect(await endingOf(task)).toMatchObject({ code: 'cancelled' })
    expect(await rig.objects()).toEqual([])
    expect(await openAtRest(rig.host)).toEqual(NOTHING_OPEN)
    expect(rig.backendCalls()).toMatchObject({ [PATHS.abort]: 1 })
  })
})

function statusOf(url: string, body: string, token: string, agent: Agent): Promise<number | undefined> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  return new Promise((resolve, reject) => {
    request(url, { method: 'POST', headers, agent }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode))
    })
      .on('error', reject)
      .end(body)
  })
}

import { createWxHost, type WxHostOptions } from '../../dev/wx-host'
import { PATHS } from '../../miniprogram/uploader/contract'
import { createUploader } from '../../miniprogram/uploader/wx'
import type { Routes } from '../../server/routes'
import { type Rig, startRig } from './rig'

const MB = 1024 ** 2
const MP4 = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom')])
const video = (size: number) => Buffer.concat([MP4, Buffer.alloc(size)], size)

/** Runs one upload by parts on a phone of its own whose user is signed in, and counts its requests. */
async function upload(rig: Rig, size: number, network: 'wifi' | '3g', options: WxHostOptions = {}) {
  const host = createWxHost(options)
  const uploader = createUploader<Routes>({ server: rig.stack.url, wx: host.wx, multipartThreshold: 1 })
  await uploader.prepare()
  host.setNetwork(network)
  const { journal } = rig.stack.cloud
  journal.clear()
  const before = rig.backendCalls()
  const path = host.temp(await rig.file(`${size}.mp4`, video(size)))
  await uploader.upload(path, { route: 'video' }).done
  const calls = Object.entries(rig.backendCalls()).map(([at, count]) => [at, count - (before[at] ?? 0)] as const)
  // The backend also calls OSS, but these calls do not count.
  const ofPhone = journal.entries.filter(({ userAgent }) => userAgent.includes('MicroMessenger'))
  await host.dispose()
  return {
    oss: ofPhone.map(({ operation }) => operation),
    backend: Object.fromEntries(calls.filter(([, count]) => count > 0)),
    mostBuffers: host.buffers.most(),
  }
}

describe('an upload by parts', () => {
  let rig: Rig
  beforeAll(async () => {
    rig = await startRig()
  })
  afterAll(() => rig.close())

  it.each([
    [1, MB],
    [2, MB + 1],
    [3, 3 * MB],
    [20, 20 * MB - 1],
  ])('(%i in all) needs one ticket call, one PUT per part, and one call to complete', async (parts, size) => {
    const { oss, backend } = await upload(rig, size, '3g')
    expect(oss).toEqual(Array.from({ length: parts }, () => 'UploadPart'))
    expect(backend).toEqual({ [PATHS.uploads]: 1, [PATHS.complete]: 1 })
  })

  it('holds only the parts being sent in memory', async () => {
    const { oss, mostBuffers } = await upload(rig, 28 * MB, 'wifi', { countBuffers: true })
    expect(oss).toHaveLength(7)
    // Three parts of 4 MB, and the few bytes by which the file was inspected.
    expect(mostBuffers).toBeGreaterThanOrEqual(3 * 4 * MB)
    expect(mostBuffers).toBeLessThanOrEqual(3 * 4 * MB + 2 * MB)
    // The garbage collection takes long, because jest's heap is large.
  }, 120_000)
})

describe('an app that has sent parts', () => {
  it('opens the connection to the bucket when it prepares in its next run, by one request that may be refused', async () => {
    const rig = await startRig()
    const host = createWxHost()
    const start = () => createUploader<Routes>({ server: rig.stack.url, wx: host.wx, multipartThreshold: 1 })
    const ofPhone = () =>
      rig.stack.cloud.journal.entries
        .filter(({ userAgent }) => userAgent.includes('MicroMessenger'))
        .map(({ method, status }) => `${method} ${status}`)
    await start().prepare()
    const first = host.temp(await rig.file('first.mp4', video(MB)))
    await start().upload(first, { route: 'video' }).done
    expect(ofPhone()).toEqual(['PUT 200'])
    await start().prepare()
    while (ofPhone().length < 2) await new Promise((resolve) => setTimeout(resolve, 10))
    expect(ofPhone()).toEqual(['PUT 200', 'GET 403'])
    await host.dispose()
    await rig.close()
  })
})

describe('an upload by more parts than are signed at a time', () => {
  let rig: Rig
  beforeAll(async () => {
    rig = await startRig({ partLengthSigned: false })
  })
  afterAll(() => rig.close())

  it('makes one call for each further batch', async () => {
    const { oss, backend } = await upload(rig, 40 * MB, '3g')
    expect(oss).toHaveLength(40)
    // The first 16 came with the ticket.
    expect(backend).toEqual({ [PATHS.uploads]: 1, [PATHS.parts]: 2, [PATHS.complete]: 1 })
  })
})

import { endingOf, jpeg, type Rig, startRig } from '../../main-path/rig'

let rig: Rig
beforeAll(async () => {
  rig = await startRig({ link: { bandwidth: 2_500_000, latencyMs: 5 } })
})
afterAll(() => rig.close())

describe('The product over a link', () => {
  it('sends a photo and all other requests of the phone over it', async () => {
    const size = 300_000
    const ending = await endingOf(rig.uploader.upload(await rig.temp('a.jpg', jpeg(size)), { route: 'photo' }))
    expect(ending).toMatchObject({ file: { size } })
    const { bytesUp, connections } = rig.stack.cloud.link?.stats() ?? { bytesUp: 0, connections: 0 }
    expect(bytesUp).toBeGreaterThan(size)
    expect(bytesUp).toBeLessThan(size * 1.1)
    // At least one to the backend and one to the bucket: both are behind the link.
    expect(connections).toBeGreaterThanOrEqual(2)
    if ('file' in ending) expect(new URL(ending.file.url).origin).toBe(rig.stack.cloud.link?.url)
  })

  it('uploads a photo although connections break in the middle', async () => {
    const { link } = rig.stack.cloud
    // Connections that are kept alive from before will not break.
    link?.cutAll()
    link?.set({ loss: { how: 'reset', afterBytes: 100_000, times: 2 } })
    const ending = await endingOf(rig.uploader.upload(await rig.temp('b.jpg', jpeg(300_000)), { route: 'photo' }))
    expect(ending).toMatchObject({ file: { size: 300_000 } })
    link?.set({ loss: undefined })
  })
})

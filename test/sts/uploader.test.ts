/** `createStsUploader` as an app uses it: the whole engine, over real sockets. */
import { createStsUploader } from '../../miniprogram/uploader/sts'
import { endingOf, fetchBytes, jpeg, NOTHING_OPEN } from '../main-path/rig'
import { until } from '../wx-host/world'
import { POLICY, type StsRig, type StsRigOptions, startStsRig } from './rig'

const MB = 1024 * 1024
const DAY = 24 * 60 * 60 * 1000

let rig: StsRig
afterEach(async () => {
  await until(() => Object.values(rig.host().open()).every((count) => count === 0))
  expect(rig.host().open()).toEqual(NOTHING_OPEN)
  await rig.close()
})

async function begin(options?: StsRigOptions): Promise<StsRig> {
  rig = await startStsRig(options)
  return rig
}

describe('createStsUploader', () => {
  it('uploads nine photos with one request for credentials, nine POSTs and nothing else', async () => {
    await begin()
    const photos = Array.from({ length: 9 }, () => jpeg())
    rig.host().pick(await Promise.all(photos.map((bytes, index) => rig.file(`${index}.jpg`, bytes))))
    const outcomes = await rig.uploader().pickAndUpload({ route: 'photo', count: 9 })
    const files = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.file] : []))
    expect(files).toHaveLength(9)
    expect(rig.existing.calls()).toBe(1)
    expect(rig.operations()).toEqual(Array(9).fill('PostObject'))
    for (const [index, { url }] of files.entries()) {
      expect((await fetchBytes(url)).equals(photos[index] as Uint8Array)).toBe(true)
    }
  })

  it.each<[string, StsRigOptions]>([
    ['whose clock is a day slow', { deviceBehindMs: DAY, sendsDate: false }],
    ['whose clock is a day fast', { deviceBehindMs: -DAY, sendsDate: false }],
    ['that hides the headers of an upload', { hidesUploadHeaders: true }],
    ['with both', { deviceBehindMs: -DAY, sendsDate: false, hidesUploadHeaders: true }],
    ['that is an iPhone', { host: { platform: 'ios' } }],
    ['that is an Android', { host: { platform: 'android' } }],
  ])('uploads from a device %s', async (_, options) => {
    await begin(options)
    const bytes = jpeg()
    const { url } = await rig.uploader().upload(await rig.temp('a.jpg', bytes), { route: 'photo' }).done
    expect((await fetchBytes(url)).equals(bytes)).toBe(true)
  })

  it('does not take a lost answer for a failure, and sends nothing twice', async () => {
    await begin()
    rig.cloud.faults.inject('PostObject', { kind: 'lose-answer' })
    const bytes = jpeg()
    const { url } = await rig.uploader().upload(await rig.temp('a.jpg', bytes), { route: 'photo' }).done
    expect((await fetchBytes(url)).equals(bytes)).toBe(true)
    expect(rig.operations().filter((operation) => operation === 'PostObject')).toHaveLength(1)
  })

  it('continues if its token expires between two uploads', async () => {
    await begin()
    const uploader = rig.uploader()
    await uploader.upload(await rig.temp('a.jpg', jpeg()), { route: 'photo' }).done
    rig.setDeviceBehind(901_000)
    await uploader.upload(await rig.temp('b.jpg', jpeg()), { route: 'photo' }).done
    expect(rig.existing.calls()).toBe(2)
  })

  it('retries while the backend is down for a moment', async () => {
    await begin()
    rig.existing.behave('cut')
    const task = rig.uploader().upload(await rig.temp('a.jpg', jpeg()), { route: 'photo' })
    await until(() => rig.existing.calls() === 1)
    rig.existing.behave('well')
    await task.done
  })

  it('reports a missing right, after a single attempt', async () => {
    await begin()
    const task = rig.uploader({ prefix: 'others' }).upload(await rig.temp('a.jpg', jpeg()), { route: 'photo' })
    expect(await endingOf(task)).toMatchObject({ code: 'access-denied' })
    expect(rig.operations()).toEqual(['PostObject'])
  })

  it('needs no right to read, until an answer is lost', async () => {
    const [statement] = POLICY.Statement
    const Action = ['oss:PutObject', 'oss:ListParts', 'oss:AbortMultipartUpload']
    await begin({ policy: { ...POLICY, Statement: [{ ...statement, Action }] } })
    const uploader = rig.uploader()
    expect((await uploader.upload(await rig.temp('a.jpg', jpeg()), { route: 'photo' }).done).verified).toBe(true)
    rig.cloud.faults.inject('PostObject', { kind: 'lose-answer' })
    const task = uploader.upload(await rig.temp('b.jpg', jpeg()), { route: 'photo' })
    expect(await endingOf(task)).toMatchObject({ code: 'access-denied' })
  })

  it('gives fresh URLs', async () => {
    await begin()
    const uploader = rig.uploader()
    const bytes = jpeg()
    const { key } = await uploader.upload(await rig.temp('a.jpg', bytes), { route: 'photo' }).done
    const [fresh] = await uploader.urls([key])
    expect(fresh?.ok && (await fetchBytes(fresh.url)).equals(bytes)).toBe(true)
  })

  it('throws without a function for the credentials', async () => {
    await begin()
    expect(() =>
      createStsUploader({ wx: rig.host().wx } as unknown as Parameters<typeof createStsUploader>[0]),
    ).toThrow(expect.objectContaining({ code: 'misuse' }))
  })
})

describe('createStsUploader with a big file', () => {
  /** Slightly more than 5 MB: six parts on a weak network, of which two are sent at a time. */
  const big = (): Uint8Array => jpeg(5 * MB + 1)
  const parts = (): number => rig.operations().filter((operation) => operation === 'UploadPart').length
  const arrivedParts = (): number =>
    rig.cloud.journal.count({ service: 'oss', operation: 'UploadPart', verdict: 'allowed' })

  async function beginBig(options?: StsRigOptions) {
    await begin(options)
    rig.host().setWeakNetwork(true)
    const bytes = big()
    return { bytes, path: await rig.temp('big.jpg', bytes) }
  }
  const uploader = () => rig.uploader({ multipartThreshold: MB })
  const slowly = (): void => rig.cloud.faults.inject('UploadPart', { kind: 'delay', ms: 150 }, Number.POSITIVE_INFINITY)

  it('uploads it in parts without a needless request, and verifies it', async () => {
    const { bytes, path } = await beginBig()
    const file = await uploader().upload(path, { route: 'video' }).done
    expect(file).toMatchObject({ size: bytes.length, verified: true })
    expect((await fetchBytes(file.url)).equals(bytes)).toBe(true)
    expect(rig.operations()).toEqual([
      'InitiateMultipartUpload',
      ...Array(6).fill('UploadPart'),
      'ListParts',
      'CompleteMultipartUpload',
      'GetObject',
    ])
    expect(rig.existing.calls()).toBe(1)
  })

  it.each([
    ['slow', DAY],
    ['fast', -DAY],
  ])('uploads it from a device whose clock is a day %s', async (_, deviceBehindMs) => {
    const { bytes, path } = await beginBig({ deviceBehindMs, sendsDate: false })
    const { url } = await uploader().upload(path, { route: 'video' }).done
    expect((await fetchBytes(url)).equals(bytes)).toBe(true)
    expect(rig.cloud.journal.count({ service: 'oss', verdict: 'refused' })).toBe(1)
  })

  it('gets one more token if the first expires, and sends again only the parts that were being sent', async () => {
    const { bytes, path } = await beginBig()
    slowly()
    const task = uploader().upload(path, { route: 'video' })
    await until(() => arrivedParts() >= 2)
    rig.setDeviceBehind(901_000)
    const { url } = await task.done
    expect((await fetchBytes(url)).equals(bytes)).toBe(true)
    expect(rig.existing.calls()).toBe(2)
    expect(arrivedParts()).toBe(6)
    expect(parts()).toBeLessThanOrEqual(6 + 2)
  })

  it('resumes it after the app was killed, with the parts that OSS has stored', async () => {
    const { bytes, path } = await beginBig()
    slowly()
    const { engine, kill } = rig.killableEngine({ multipartThreshold: MB })
    engine.upload(path, { route: 'video' })
    await until(() => arrivedParts() >= 2)
    await kill()
    rig.cloud.faults.clear()

    const again = uploader()
    const [unfinished] = await again.unfinished()
    expect(unfinished).toMatchObject({ route: 'video', size: bytes.length })
    const file = await again.resume(unfinished?.id ?? '').done
    expect(file.verified).toBe(true)
    expect((await fetchBytes(file.url)).equals(bytes)).toBe(true)
    // Only the requests of this run count: parts of the killed run may still arrive.
    const sent = rig.host().log.filter(({ url = '' }) => url.includes('partNumber='))
    expect(sent.length).toBeGreaterThan(0)
    expect(sent.length).toBeLessThanOrEqual(6 - 2)
    expect(rig.operations().filter((operation) => operation === 'InitiateMultipartUpload')).toHaveLength(1)
    expect(await again.unfinished()).toEqual([])
  })

  it('leaves no parts behind after a cancel', async () => {
    const { path } = await beginBig()
    slowly()
    const task = uploader().upload(path, { route: 'video' })
    await until(() => arrivedParts() >= 1)
    task.cancel()
    expect(await endingOf(task)).toMatchObject({ code: 'cancelled' })
    await until(() => rig.cloud.inspect.buckets()[0]?.uploads === 0)
    expect(rig.cloud.inspect.buckets()[0]).toMatchObject({ objects: 0 })
  })

  it('finds it stored if the last answer was lost', async () => {
    const { bytes, path } = await beginBig()
    rig.cloud.faults.inject('CompleteMultipartUpload', { kind: 'lose-answer' })
    const file = await uploader().upload(path, { route: 'video' }).done
    expect(file).toMatchObject({ size: bytes.length, verified: true })
  })

  it('sends no byte to a place where the credentials have no rights', async () => {
    const { path } = await beginBig()
    const elsewhere = rig.uploader({ multipartThreshold: MB, prefix: 'others' })
    expect(await endingOf(elsewhere.upload(path, { route: 'video' }))).toMatchObject({ code: 'access-denied' })
    expect(rig.operations()).toEqual(['InitiateMultipartUpload'])
  })
})

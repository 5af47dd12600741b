import { UploadError } from '../../../../miniprogram/uploader/wx'
import { done, drivenUploader, photo, sending } from '../../rig/driven-uploader'
import { openPage } from '../../rig/host-page'

const COUNT = 20

interface Call {
  at: number
  /** It brings the value of the form field, and nothing else. */
  isValue: boolean
  bytes: number
}

/** Records the calls of the component's `setData` from now on. */
function watchSetData(instance: Record<string, unknown>): Call[] {
  const calls: Call[] = []
  const setData = instance.setData as (values: object) => void
  instance.setData = (values: object) => {
    const isValue = Object.keys(values).every((path) => /^value\b/.test(path))
    calls.push({ at: Date.now(), isValue, bytes: Buffer.byteLength(JSON.stringify(values)) })
    setData.call(instance, values)
  }
  return calls
}

const mostInASecond = (calls: Call[]): number =>
  Math.max(...calls.map(({ at }) => calls.filter((other) => other.at >= at && other.at < at + 1000).length))

const { setTimeout: realTimeout } = globalThis

/** Moves the clock, so that a busy machine moves no call into another second, and lets the page receive its events. */
async function pass(ms: number): Promise<void> {
  await jest.advanceTimersByTimeAsync(ms)
  await new Promise((resolve) => realTimeout(resolve, 0))
}

afterEach(() => jest.useRealTimers())

describe('setData', () => {
  it('is called at most six times a second, with at most 1 KB, while twenty files are uploaded', async () => {
    const { uploader, uploads, answerPick } = drivenUploader()
    const page = openPage({ uploader, maxCount: COUNT, name: 'photos' }, { bindsBack: true })
    const calls = watchSetData(page.component.instance)
    await page.tap('.add')
    // A timer of 170 ms may be under way, and would be a real one.
    await new Promise((resolve) => setTimeout(resolve, 200))
    jest.useFakeTimers()
    answerPick(
      Array.from({ length: COUNT }, (_, index) => photo(`0123456789abcdef0123456789abcdef${index}.jpg`, 3_000_000)),
    )
    await pass(0)

    // Each upload reports 25 times a second, as on a fast link.
    for (let step = 1; step <= 100; step += 1) {
      uploads.forEach((upload, index) => {
        const percent = Math.min(99, step + (index % 5))
        upload.report({
          phase: 'sending',
          percent,
          sentBytes: percent * 30_000,
          totalBytes: 3_000_000,
          estimated: false,
        })
      })
      await pass(40)
    }
    for (const [index, upload] of uploads.entries()) {
      upload.report(done(`uploads/photo/4469bc53e1/${String(index).padStart(32, '0')}.jpg`))
    }
    while (page.elements('.tick').length < COUNT) await pass(40)

    expect(page.tiles()).toHaveLength(COUNT)
    // A form that is submitted at once must have every stored file, so its value does not wait for the next painting.
    const paintings = calls.filter(({ isValue }) => !isValue)
    expect(calls.length - paintings.length).toBeLessThanOrEqual(COUNT)
    expect(paintings.length).toBeGreaterThan(15)
    expect(mostInASecond(paintings)).toBeLessThanOrEqual(6)
    // At the last call nothing is under way any more, so it may be of any size.
    const whileUnderWay = paintings.slice(0, -1)
    expect(Math.max(...whileUnderWay.map(({ bytes }) => bytes))).toBeLessThanOrEqual(1024)
  })

  it('is called once a second, with a few bytes, while twenty uploads wait to retry', async () => {
    const { uploader, uploads, answerPick } = drivenUploader()
    const page = openPage({ uploader, maxCount: COUNT, locale: 'en' })
    const calls = watchSetData(page.component.instance)
    await page.tap('.add')
    // A timer of 170 ms may be under way, and would be a real one.
    await new Promise((resolve) => setTimeout(resolve, 200))
    jest.useFakeTimers()
    answerPick(Array.from({ length: COUNT }, (_, index) => photo(`${index}.jpg`, 3_000_000)))
    await pass(0)
    const error = new UploadError('network')
    for (const [index, upload] of uploads.entries()) {
      upload.report({ phase: 'retrying', percent: 10, retryAt: Date.now() + 20_000 + index, error })
    }
    for (let step = 0; step < 50; step += 1) await pass(40)
    expect(page.texts('.notice__text')).toEqual([expect.stringMatching(/retrying in 1[789] s$/)])
    expect(page.texts('.veil__caption')).toEqual(Array(COUNT).fill('Will retry'))

    const from = calls.length
    for (let step = 0; step < 250; step += 1) await pass(40)
    const ticks = calls.slice(from)
    expect(ticks.length).toBeGreaterThan(8)
    expect(ticks.length).toBeLessThan(12)
    expect(Math.max(...ticks.map(({ bytes }) => bytes))).toBeLessThan(120)
    expect(page.texts('.notice__text')).toEqual([expect.stringMatching(/retrying in [789] s$/)])

    for (const upload of uploads) upload.report(sending(20))
    for (let step = 0; step < 50; step += 1) await pass(40)
    expect(page.texts('.notice__text')).toEqual([])
  })
})

import { done, drivenUploader, photo } from '../../rig/driven-uploader'
import { openPage } from '../../rig/host-page'
import { turn } from '../../rig/simulated'

const COUNT = 20

interface Crossing {
  at: number
  bytes: number
}

/** What `setData` of the component carries over, from now on. */
function watchCrossings(instance: Record<string, unknown>): Crossing[] {
  const crossings: Crossing[] = []
  const setData = instance.setData as (values: object) => void
  instance.setData = (values: object) => {
    crossings.push({ at: Date.now(), bytes: Buffer.byteLength(JSON.stringify(values)) })
    setData.call(instance, values)
  }
  return crossings
}

const mostInASecond = (crossings: Crossing[]): number =>
  Math.max(...crossings.map(({ at }) => crossings.filter((other) => other.at >= at && other.at < at + 1000).length))

it('crosses to the view at most six times a second, with at most 1 KB, while twenty files go up', async () => {
  const { uploader, uploads, answerPick } = drivenUploader()
  const page = openPage({ uploader, maxCount: COUNT, name: 'photos' }, { bindsBack: true })
  const crossings = watchCrossings(page.component.instance)
  await page.tap('.add')
  answerPick(
    Array.from({ length: COUNT }, (_, index) => photo(`0123456789abcdef0123456789abcdef${index}.jpg`, 3_000_000)),
  )
  await turn()

  // Each reports 25 times a second, as a fast link does.
  for (let step = 1; step <= 100; step += 1) {
    uploads.forEach((upload, index) => {
      const percent = Math.min(99, step + (index % 5))
      upload.report({ phase: 'sending', percent, sentBytes: percent * 30_000, totalBytes: 3_000_000, estimated: false })
    })
    await new Promise((resolve) => setTimeout(resolve, 40))
  }
  for (const [index, upload] of uploads.entries()) {
    upload.report(done(`uploads/photo/4469bc53e1/${String(index).padStart(32, '0')}.jpg`))
  }
  while (page.elements('.tick').length < COUNT) await turn()

  expect(page.tiles()).toHaveLength(COUNT)
  expect(crossings.length).toBeGreaterThan(15)
  expect(mostInASecond(crossings)).toBeLessThanOrEqual(6)
  // The last one finds nothing under way any more, and may be as big as it likes.
  const whileUnderWay = crossings.slice(0, -1)
  expect(Math.max(...whileUnderWay.map(({ bytes }) => bytes))).toBeLessThanOrEqual(1024)
})

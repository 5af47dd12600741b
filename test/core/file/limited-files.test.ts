import { UploadError } from '../../../miniprogram/uploader/core/errors'
import { limitedFiles, MOST_OPEN_FILES } from '../../../miniprogram/uploader/core/file/limited-files'
import { withFile } from '../../../miniprogram/uploader/core/file/local-file'
import { limiter } from '../../../miniprogram/uploader/core/flow/limiter'
import { engineWith, JPEG } from '../fake-backend'
import { memoryFiles, virtualClock } from '../fake-ports'

/** A platform on which the app can open so many files. */
function platform(limit: number, names: string[]) {
  const clock = virtualClock()
  const inner = memoryFiles(Object.fromEntries(names.map((name) => [name, JPEG])))
  const counts = { open: 0, most: 0, refused: 0 }
  const files: typeof inner = {
    stat: inner.stat,
    async open(path) {
      if (counts.open >= limit) {
        counts.refused += 1
        throw new UploadError('too-many-connections')
      }
      counts.open += 1
      counts.most = Math.max(counts.most, counts.open)
      const file = await inner.open(path)
      return {
        read: file.read,
        close: async () => {
          counts.open -= 1
        },
      }
    },
  }
  return { clock, counts, files: limitedFiles({ files, clock, random: () => 0.5 }, limiter(MOST_OPEN_FILES)) }
}

const namesOf = (count: number): string[] => Array.from({ length: count }, (_, index) => `${index}.jpg`)

describe('files that are opened through the limiter', () => {
  it.each([100, 3])('are all read, ten at a time, where the platform allows %i', async (limit) => {
    const names = namesOf(500)
    const { files, counts, clock } = platform(limit, names)
    let read = 0
    const all = names.map((name) =>
      withFile(files, name, async (file) => {
        await new Promise<void>((resolve) => clock.after(5, resolve))
        await file.read(0, 4)
        read += 1
      }),
    )
    await clock.runUntil(() => read === names.length)
    await Promise.all(all)
    expect([counts.open, counts.most, counts.refused > 0]).toEqual([0, Math.min(limit, 10), limit < 10])
  })

  it('reject after two minutes where the app itself keeps too many open, and hold no place then', async () => {
    const { files, clock } = platform(0, ['a.jpg'])
    const begunAt = clock.now()
    const codes: string[] = []
    for (let nth = 0; nth < 2 * MOST_OPEN_FILES; nth += 1) {
      files.open('a.jpg').catch((error: UploadError) => codes.push(error.code))
    }
    await clock.runUntil(() => codes.length === 2 * MOST_OPEN_FILES)
    expect([new Set(codes), codes.length]).toEqual([new Set(['too-many-connections']), 2 * MOST_OPEN_FILES])
    expect(clock.now() - begunAt).toBeLessThan(5 * 60_000)
  })

  it('reject as the platform does, and hold no place then', async () => {
    const { files } = platform(100, [])
    const failures = namesOf(50).map((name) => files.open(name).catch((error: UploadError) => error.code))
    expect(new Set(await Promise.all(failures))).toEqual(new Set(['file-missing']))
  })
})

describe('500 uploads begun in one tick', () => {
  it('all end well, with at most ten files open', async () => {
    const names = namesOf(500)
    const made = engineWith({ files: Object.fromEntries(names.map((name) => [name, JPEG])) })
    const tasks = names.map((name) => made.engine.upload(name, { route: 'photo' }))
    await made.clock.runUntil(() => tasks.every((task) => task.state().phase === 'done'))
    expect(new Set(tasks.map((task) => task.state().phase))).toEqual(new Set(['done']))
    expect(made.clock.pending()).toBe(0)
  })
})

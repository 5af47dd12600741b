import { LIMITS, PATHS } from '../../miniprogram/uploader/contract'
import { createUploader } from '../../miniprogram/uploader/wx'
import type { WxApi } from '../../miniprogram/uploader/wx/wx-api'
import { route } from '../../server/index'
import type { Routes } from '../../server/routes'
import { endingOf, jpeg, NOTHING_OPEN, openAtRest, type Rig, startRig } from './rig'

const COUNT = 500

let rig: Rig
afterEach(() => rig.close())

/** Counts the files that the app has open at once. */
function countingWx(wx: WxApi, counts: { open: number; most: number }): WxApi {
  return {
    ...wx,
    getFileSystemManager() {
      const manager = wx.getFileSystemManager()
      const { open, close } = manager as Required<typeof manager>
      return {
        ...manager,
        stat: manager.stat.bind(manager),
        read: manager.read?.bind(manager),
        open(options) {
          open.call(manager, {
            ...options,
            success(result) {
              counts.open += 1
              counts.most = Math.max(counts.most, counts.open)
              options.success?.(result)
            },
          })
        },
        close(options) {
          counts.open -= 1
          close.call(manager, options)
        },
      } as typeof manager
    },
  }
}

describe('500 uploads that begin in one tick', () => {
  it('all end well, with at most ten files open', async () => {
    const routes = { photo: route({ accept: ['image/jpeg'], maxSize: '20MB' }) }
    rig = await startRig({ wiring: { routes } })
    const counts = { open: 0, most: 0 }
    const uploader = createUploader<Routes>({ server: rig.stack.url, wx: countingWx(rig.host.wx, counts) })
    const paths = await Promise.all(Array.from({ length: COUNT }, (_, index) => rig.temp(`${index}.jpg`, jpeg(2000))))
    const endings = await Promise.all(paths.map((path) => endingOf(uploader.upload(path, { route: 'photo' }))))
    const failed = endings.filter((ending) => !('file' in ending))
    expect(failed).toEqual([])
    expect(endings.filter((ending) => 'file' in ending && ending.file.verified)).toHaveLength(COUNT)
    expect([counts.open, counts.most]).toEqual([0, 10])
    expect(rig.backendCalls()[PATHS.uploads]).toBe(COUNT / LIMITS.filesPerCall)
    expect(await openAtRest(rig.host)).toEqual(NOTHING_OPEN)
  }, 300_000)
})

import { EMPTY_CRC64, updateCrc64 } from '../../../miniprogram/uploader/core/crc64/crc64'
import type { PacedCrc64 } from '../../../miniprogram/uploader/core/crc64/paced-crc64'
import { UploadError } from '../../../miniprogram/uploader/core/errors'
import { fileCrc64 } from '../../../miniprogram/uploader/core/file/file-crc64'
import { cancellation } from '../../../miniprogram/uploader/core/flow/cancellation'
import type { LinkSpeed } from '../../../miniprogram/uploader/core/flow/speed'
import type { FileSource } from '../../../miniprogram/uploader/core/ports'
import { fakeLifecycle } from '../fake-ports'

const KB = 1024
const content = Uint8Array.from({ length: 700 * KB }, (_, index) => (index * 2_654_435_761) >>> 24)

/** @param bytesPerSecond how fast the device computes checksums */
function checksum(size: number, { bytesPerSecond = 1e9, failAt = Number.POSITIVE_INFINITY, readsWhole = false } = {}) {
  const reads: number[] = []
  let open = 0
  const files: FileSource = {
    stat: async () => ({ size }),
    readsWhole: () => readsWhole,
    open: async () => {
      open += 1
      return {
        read: async (position, length) => {
          if (position >= failAt) throw new UploadError('file-changed')
          reads.push(length)
          return content.slice(position, position + length).buffer
        },
        close: async () => {
          open -= 1
        },
      }
    },
  }
  const checksums: PacedCrc64 = {
    update: async (crc, bytes, signal) => {
      if (signal.stopped) throw new UploadError('cancelled')
      return updateCrc64(crc, new Uint8Array(bytes))
    },
    bytesPerSecond: () => bytesPerSecond,
  }
  const link: LinkSpeed = { observe: () => {}, estimate: () => 1e6, known: () => 1e6 }
  const stop = cancellation()
  const ports = { files, lifecycle: fakeLifecycle() }
  const crc = fileCrc64({ path: 'path', size }, { ports, checksums, link }, stop.signal)
  return { crc, reads, stop, open: () => open }
}

describe('fileCrc64', () => {
  it.each([0, 1, 64 * KB, 64 * KB + 1, 700 * KB])(
    'computes the checksum of %i bytes, beginning with a small read',
    async (size) => {
      const { crc, reads, open } = checksum(size)
      expect(await crc).toEqual(updateCrc64(EMPTY_CRC64, content.subarray(0, size)))
      expect(reads.slice(0, 1)).toEqual(size > 0 ? [Math.min(size, 64 * KB)] : [])
      expect(Math.max(0, ...reads)).toBeLessThanOrEqual(256 * KB)
      expect(open()).toBe(0)
    },
  )

  it('reads no file of more than 16 MB where it would have to be in memory as a whole', async () => {
    const large = checksum(16 * 1024 * KB + 1, { readsWhole: true })
    expect(await large.crc).toBeUndefined()
    expect(large.reads).toEqual([])
    expect(await checksum(700 * KB, { readsWhole: true }).crc).toEqual(updateCrc64(EMPTY_CRC64, content))
  })

  it('stops if the device is less than four times as fast as the link, unless it is done', async () => {
    const slow = checksum(700 * KB, { bytesPerSecond: 3.9e6 })
    expect([await slow.crc, slow.reads, slow.open()]).toEqual([undefined, [64 * KB], 0])
    expect(await checksum(64 * KB, { bytesPerSecond: 1 }).crc).toBeDefined()
    expect(await checksum(700 * KB, { bytesPerSecond: 4e6 }).crc).toBeDefined()
  })

  it('resolves with undefined if the file cannot be read, or the signal stops', async () => {
    const broken = checksum(700 * KB, { failAt: 64 * KB })
    expect([await broken.crc, broken.open()]).toEqual([undefined, 0])
    const stopped = checksum(700 * KB)
    stopped.stop.stop()
    expect([await stopped.crc, stopped.open()]).toEqual([undefined, 0])
  })
})

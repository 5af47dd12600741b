import { pacedCrc64 } from '../../../miniprogram/uploader/core/crc64/paced-crc64'
import { fingerprint, samplePositions } from '../../../miniprogram/uploader/core/file/fingerprint'
import { NEVER } from '../../../miniprogram/uploader/core/flow/cancellation'
import { wxClock } from '../../../miniprogram/uploader/wx/clock'
import { fakeLifecycle } from '../fake-ports'

const KB = 1024

async function printOf(bytes: Uint8Array): Promise<{ print: string; read: number }> {
  let read = 0
  const open = {
    read: async (position: number, length: number) => {
      if (position + length > bytes.length) throw new Error('beyond the end')
      read += length
      return bytes.slice(position, position + length).buffer as ArrayBuffer
    },
    close: async () => {},
  }
  const files = { stat: async () => ({ size: bytes.length }), open: async () => open }
  const ports = { files, lifecycle: fakeLifecycle() }
  const print = await fingerprint(
    { path: 'a.mp4', size: bytes.length },
    { ports, checksums: pacedCrc64(wxClock) },
    NEVER,
  )
  return { print, read }
}

const noise = (size: number): Uint8Array =>
  Uint8Array.from({ length: size }, (_, index) => (index * 2_654_435_761) >>> 24)

describe('fingerprint', () => {
  it.each([1, 4096, 4097, 64 * KB, 64 * KB + 1])(
    'differs for %i bytes if the first or the last byte differs',
    async (size) => {
      const bytes = noise(size)
      const { print, read } = await printOf(bytes)
      expect(read).toBeLessThanOrEqual(64 * KB)
      for (const at of [0, size - 1]) {
        const other = bytes.slice()
        other[at] = (other[at] ?? 0) ^ 1
        expect((await printOf(other)).print).not.toBe(print)
      }
    },
  )

  it('reads all bytes of a small file', async () => {
    expect(samplePositions(10_000)).toEqual([0, 4096, 8192])
    expect((await printOf(noise(10_000))).read).toBe(10_000)
  })

  it('reads sixteen samples spread over a big file', () => {
    const positions = samplePositions(2 * 1024 ** 3)
    expect(positions).toHaveLength(16)
    expect([positions[0], positions[15]]).toEqual([0, 2 * 1024 ** 3 - 4096])
    expect(positions).toEqual([...positions].sort((a, b) => a - b))
  })
})

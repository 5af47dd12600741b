import { pacedCrc64 } from '../../../miniprogram/uploader/core/crc64/paced-crc64'
import { fingerprint, samplePositions } from '../../../miniprogram/uploader/core/file/fingerprint'
import { cancellation } from '../../../miniprogram/uploader/core/flow/cancellation'
import { wxClock } from '../../../miniprogram/uploader/wx/clock'

const KB = 1024

async function printOf(bytes: Uint8Array): Promise<{ print: string; read: number }> {
  let read = 0
  const file = {
    read: async (position: number, length: number) => {
      if (position + length > bytes.length) throw new Error('beyond the end')
      read += length
      return bytes.slice(position, position + length).buffer as ArrayBuffer
    },
    close: async () => {},
  }
  const print = await fingerprint(file, bytes.length, pacedCrc64(wxClock), cancellation().signal)
  return { print, read }
}

const noise = (size: number): Uint8Array =>
  Uint8Array.from({ length: size }, (_, index) => (index * 2_654_435_761) >>> 24)

describe('a fingerprint', () => {
  it.each([1, 4096, 4097, 64 * KB, 64 * KB + 1])('of %i bytes is told from that with any end changed', async (size) => {
    const bytes = noise(size)
    const { print, read } = await printOf(bytes)
    expect(read).toBeLessThanOrEqual(64 * KB)
    for (const at of [0, size - 1]) {
      const other = bytes.slice()
      other[at] = (other[at] ?? 0) ^ 1
      expect((await printOf(other)).print).not.toBe(print)
    }
  })

  it('of a small file is of all its bytes', async () => {
    expect(samplePositions(10_000)).toEqual([0, 4096, 8192])
    expect((await printOf(noise(10_000))).read).toBe(10_000)
  })

  it('of a big one is of sixteen samples spread over it', () => {
    const positions = samplePositions(2 * 1024 ** 3)
    expect(positions).toHaveLength(16)
    expect([positions[0], positions[15]]).toEqual([0, 2 * 1024 ** 3 - 4096])
    expect(positions).toEqual([...positions].sort((a, b) => a - b))
  })
})

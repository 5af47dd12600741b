import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { EMPTY_CRC64, updateCrc64 } from '../../miniprogram/uploader/core/crc64/crc64'
import { cancellation } from '../../miniprogram/uploader/core/flow/cancellation'
import type { FileSlice, OpenFile } from '../../miniprogram/uploader/core/ports'
import { type Here, nextSecond } from './here'

const never = cancellation().signal
const MB = 1024 * 1024

/** The members that a browser's open files always have. */
type Sliced = Required<OpenFile>

export function describeSlices(on: () => Here): void {
  describe('A slice of a file in a browser', () => {
    const open = async (bytes: Buffer): Promise<{ file: Sliced; realPath: string }> => {
      const { path, realPath } = await on().choose('a.bin', bytes)
      return { file: (await on().ports.files.open(path)) as Sliced, realPath }
    }
    const put = (body: FileSlice, type = 'application/octet-stream', signal = never) =>
      on().ports.transport.send(
        { method: 'PUT', url: on().farEnd.url, headers: { 'content-type': type }, body, timeoutMs: 20_000 },
        signal,
      )
    const lastReceived = async () => (await on().farEnd.received()).at(-1)

    it('is sent as exactly its bytes, with the request’s own content type in its own case', async () => {
      const bytes = randomBytes(3 * MB)
      const { file } = await open(bytes)
      await put(file.slice(MB + 1, MB), 'Text/X-Own; Charset=UTF-8')
      const received = await lastReceived()
      expect(received?.headers['content-type']).toBe('Text/X-Own; Charset=UTF-8')
      expect(received?.body.equals(bytes.subarray(MB + 1, 2 * MB + 1))).toBe(true)
    })

    it('is file-changed if the file has fewer bytes', async () => {
      const { file } = await open(randomBytes(1_000))
      await expect(put(file.slice(990, 11))).rejects.toMatchObject({ code: 'file-changed' })
      await expect(file.crc64(990, 11, never)).rejects.toMatchObject({ code: 'file-changed' })
    })

    it('is file-changed if other bytes were written before it was sent', async () => {
      const { file, realPath } = await open(randomBytes(MB))
      await nextSecond()
      await writeFile(realPath, randomBytes(MB))
      await expect(put(file.slice(0, MB))).rejects.toMatchObject({ code: 'file-changed' })
      // Reading it on the page tells why.
      expect(await file.crc64(0, MB, never)).toBeUndefined()
    })

    it('has the checksum of its bytes, several at a time', async () => {
      const bytes = randomBytes(5 * MB)
      const { file } = await open(bytes)
      const ranges: [number, number][] = [
        [0, 5 * MB],
        [3, MB + 5],
        [0, 0],
        [5 * MB - 1, 1],
      ]
      const sums = await Promise.all(ranges.map(([position, length]) => file.crc64(position, length, never)))
      expect(sums).toEqual(
        ranges.map(([from, length]) => updateCrc64(EMPTY_CRC64, bytes.subarray(from, from + length))),
      )
    })

    it('gets its checksum in a worker, which ends after the last of them', async () => {
      const { file } = await open(randomBytes(MB))
      const starting = on().page.waitForEvent('worker')
      const sum = file.crc64(0, MB, never)
      const worker = await starting
      const ending = worker.waitForEvent('close')
      expect(worker.url()).toMatch(/^blob:/)
      await sum
      await ending
    })

    it('ends its worker when its checksum is cancelled', async () => {
      const { file } = await open(randomBytes(64 * MB))
      const stop = cancellation()
      const starting = on().page.waitForEvent('worker')
      const sum = file.crc64(0, 64 * MB, stop.signal)
      const rejected = expect(sum).rejects.toMatchObject({ code: 'cancelled' })
      const ending = (await starting).waitForEvent('close')
      stop.stop()
      await rejected
      await ending
    })
  })
}

import { randomBytes } from 'node:crypto'
import type { Platform } from './platform'

export function describeFiles(on: () => Platform): void {
  describe('the files', () => {
    const open = (path: string) => on().settle(on().ports().files.open(path))
    const stat = (path: string) => on().settle(on().ports().files.stat(path))

    it('have an exact size, and a modification time that changes only with them', async () => {
      const path = await on().file('clip.mp4', randomBytes(12_345))
      const first = await stat(path)
      expect(first.size).toBe(12_345)
      expect(await stat(path)).toEqual(first)
    })

    it('may be empty', async () => {
      expect((await stat(await on().file('empty.txt', Buffer.alloc(0)))).size).toBe(0)
    })

    it('can be read by range, from the first byte to the last', async () => {
      const bytes = randomBytes(100_000)
      const file = await open(await on().file('照片.jpg', bytes))
      const ranges: [number, number][] = [
        [0, 1],
        [0, 100_000],
        [99_999, 1],
        [40_000, 20_001],
      ]
      for (const [position, length] of ranges) {
        const read = Buffer.from(await on().settle(file.read(position, length)))
        expect([position, read.equals(bytes.subarray(position, position + length))]).toEqual([position, true])
      }
      await on().settle(file.close())
    })

    it('can be read in several places at once, and opened twice', async () => {
      const bytes = randomBytes(50_000)
      const path = await on().file('a.bin', bytes)
      const [one, two] = [await open(path), await open(path)]
      const reads = await on().settle(
        Promise.all([one.read(0, 20_000), one.read(20_000, 30_000), two.read(49_000, 1_000)]),
      )
      const expected = [bytes.subarray(0, 20_000), bytes.subarray(20_000), bytes.subarray(49_000)]
      expect(reads.map((read, index) => Buffer.from(read).equals(expected[index] as Buffer))).toEqual([
        true,
        true,
        true,
      ])
      await on().settle(one.close())
      expect((await on().settle(two.read(0, 10))).byteLength).toBe(10)
      await on().settle(two.close())
    })

    it('reject with file-changed if a range exceeds them, and return nothing short or padded', async () => {
      const file = await open(await on().file('a.bin', randomBytes(1_000)))
      await expect(on().settle(file.read(990, 11))).rejects.toMatchObject({ code: 'file-changed' })
      await expect(on().settle(file.read(2_000, 10))).rejects.toMatchObject({ code: 'file-changed' })
      await on().settle(file.close())
    })

    it('reject with file-changed if they were cut short after they were opened', async () => {
      const path = await on().file('a.bin', randomBytes(1_000))
      const file = await open(path)
      await on().rewrite(path, randomBytes(10))
      await expect(on().settle(file.read(500, 100))).rejects.toMatchObject({ code: 'file-changed' })
      await on().settle(file.close())
    })

    it('reject with file-missing if they do not exist', async () => {
      await expect(stat(on().missingPath)).rejects.toMatchObject({ code: 'file-missing' })
      await expect(open(on().missingPath)).rejects.toMatchObject({ code: 'file-missing' })
    })

    it('can be closed twice', async () => {
      const file = await open(await on().file('a.bin', randomBytes(10)))
      await on().settle(file.close())
      await expect(on().settle(file.close())).resolves.toBeUndefined()
    })
  })
}

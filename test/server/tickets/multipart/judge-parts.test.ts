import type { StoredPart } from '../../../../server/oss/bucket/bucket'
import { partCount, partLength } from '../../../../server/oss/part-layout'
import type { MultipartUpload } from '../../../../server/oss/upload-token'
import { firstMissing, judgeParts } from '../../../../server/tickets/multipart/judge-parts'

const upload: MultipartUpload = {
  user: { id: 'ann', kind: 'test', issuer: 'test' },
  route: 'photo',
  key: 'uploads/photo/ab/cd.jpg',
  size: 25,
  type: 'image/jpeg',
  expiresAt: 0,
  multipart: { uploadId: 'A', partSize: 10 },
}

const part = (number: number, size: number): StoredPart => ({ number, size, etag: '"E"', crc64: '1' })
const numbers = (parts: StoredPart[]): number[] => parts.map(({ number }) => number)

describe('parts that OSS holds', () => {
  it('are right at exactly the part size, the last one at the rest', () => {
    const { right, wrong } = judgeParts([part(1, 10), part(2, 10), part(3, 5)], upload)
    expect([numbers(right), numbers(wrong)]).toEqual([[1, 2, 3], []])
  })

  it('are wrong if they are longer, shorter, or beyond the end of the file', () => {
    const { right, wrong } = judgeParts([part(1, 11), part(2, 9), part(3, 10), part(4, 5), part(4, 10)], upload)
    expect([numbers(right), numbers(wrong)]).toEqual([[], [1, 2, 3, 4, 4]])
  })

  it.each([
    [[], 1],
    [[1], 2],
    [[2, 3], 1],
    [[1, 3], 2],
    [[1, 2, 3], 4],
  ])('%j leave %d as the first missing part', (held, missing) => {
    expect(firstMissing(held.map((number) => part(number, 10)))).toBe(missing)
  })
})

describe('the parts of a file', () => {
  it.each([
    [1, [1]],
    [9, [9]],
    [10, [10]],
    [11, [10, 1]],
    [20, [10, 10]],
    [25, [10, 10, 5]],
  ])('of %d bytes, ten bytes each, are %j', (size, lengths) => {
    const layout = { size, partSize: 10 }
    const cut = Array.from({ length: partCount(layout) }, (_, index) => partLength(layout, index + 1))
    expect(cut).toEqual(lengths)
  })
})

import { partsOf } from '../../../miniprogram/uploader/core/multipart/plan'

describe('the parts of a file', () => {
  it.each([
    [1, 10, [[1, 0, 1]]],
    [9, 10, [[1, 0, 9]]],
    [10, 10, [[1, 0, 10]]],
    [
      11,
      10,
      [
        [1, 0, 10],
        [2, 10, 1],
      ],
    ],
    [
      30,
      10,
      [
        [1, 0, 10],
        [2, 10, 10],
        [3, 20, 10],
      ],
    ],
  ])('of %i bytes, by %i, cover it without gap or overlap', (size, partSize, expected) => {
    const parts = partsOf(size, partSize).map(({ number, position, length }) => [number, position, length])
    expect(parts).toEqual(expected)
  })
})

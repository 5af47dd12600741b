import { formatBytes, formatDuration } from '../../../../miniprogram/components/oss-uploader/words/figures'

describe('a figure in words', () => {
  it.each([
    [0, '0 B'],
    [512, '512 B'],
    [1023, '1 KB'],
    [1536, '1.5 KB'],
    [205_000, '200 KB'],
    [1_258_291, '1.2 MB'],
    [20 * 1024 * 1024, '20 MB'],
    [2 * 1024 ** 3, '2 GB'],
  ])('of %d bytes is %s', (bytes, words) => {
    expect(formatBytes(bytes)).toBe(words)
  })

  it.each([
    [0.3, '0:01'],
    [7, '0:07'],
    [59.6, '1:00'],
    [750, '12:30'],
  ])('of %d seconds is %s', (seconds, words) => {
    expect(formatDuration(seconds)).toBe(words)
  })
})

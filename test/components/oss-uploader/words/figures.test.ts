import { bytesInWords, durationInWords } from '../../../../miniprogram/components/oss-uploader/words/figures'

it.each([
  [0, '0 B'],
  [512, '512 B'],
  [1023, '1 KB'],
  [1536, '1.5 KB'],
  [205_000, '200 KB'],
  [1_258_291, '1.2 MB'],
  [20 * 1024 * 1024, '20 MB'],
  [2 * 1024 ** 3, '2 GB'],
])('%d bytes: %s', (bytes, words) => {
  expect(bytesInWords(bytes)).toBe(words)
})

it.each([
  [0.3, '0:01'],
  [7, '0:07'],
  [59.6, '1:00'],
  [750, '12:30'],
])('%d seconds: %s', (seconds, words) => {
  expect(durationInWords(seconds)).toBe(words)
})

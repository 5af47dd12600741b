import {
  asCheckpoint,
  isOutlived,
  percentOf,
  repicked,
  sentParts,
  withSentPart,
  withSentParts,
} from '../../../miniprogram/uploader/core/unfinished/checkpoint'
import { aCheckpoint } from './a-checkpoint'

const crc = { high: 1, low: 2 }
/** 2^32 + 2 */
const DECIMAL = '4294967298'
const DAY = 24 * 3600 * 1000

describe('a checkpoint', () => {
  it('is read back from JSON unchanged', () => {
    const whole = withSentPart(aCheckpoint({ name: 'a.mp4', input: { album: 1 } }), 3, crc, 5)
    expect(asCheckpoint(JSON.parse(JSON.stringify(whole)))).toEqual(whole)
  })

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['text', 'x'],
    ['another version', { ...aCheckpoint(), v: 2 }],
    ['one without a token', { ...aCheckpoint(), upload: undefined }],
    ['one whose size is text', { ...aCheckpoint(), size: '35' }],
    ['one without sums', { ...aCheckpoint(), sent: undefined }],
  ])('is not read from %s', (_, value) => {
    expect(asCheckpoint(value)).toBeUndefined()
  })

  it('lists the parts that were sent, in any order', () => {
    const some = withSentPart(withSentPart(aCheckpoint(), 3, crc, 8), 1, crc, 9)
    expect([some.sent, some.at]).toEqual([[DECIMAL, '', DECIMAL], 9])
    expect([...sentParts(some)]).toEqual([
      [1, crc],
      [3, crc],
    ])
    expect(withSentParts(some, new Map([[2, crc]])).sent).toEqual(['', DECIMAL])
    expect(sentParts({ sent: ['', 'x', DECIMAL] })).toEqual(new Map([[3, crc]]))
  })

  it('tells a checksum that only OSS has computed from one of this device', () => {
    const byOss = { ...crc, byOss: true } as const
    const some = withSentPart(withSentPart(aCheckpoint(), 1, byOss, 8), 2, undefined, 9)
    expect([some.sent, some.at]).toEqual([[`~${DECIMAL}`, ''], 9])
    expect([...sentParts(some)]).toEqual([[1, byOss]])
    expect(withSentParts(some, sentParts(some)).sent).toEqual([`~${DECIMAL}`])
    expect(asCheckpoint(JSON.parse(JSON.stringify(some)))).toEqual(some)
    for (const sent of [['~'], ['~x'], ['~~1']]) expect(asCheckpoint({ ...some, sent })).toBeUndefined()
  })

  it('keeps no more checksums than a value in the store can hold', () => {
    expect(withSentPart(aCheckpoint(), 4001, crc, 9)).toEqual(aCheckpoint({ at: 9 }))
    const all = new Map(Array.from({ length: 10_000 }, (_, index) => [index + 1, crc] as const))
    const largest = withSentParts(aCheckpoint({ sent: [] }), all)
    expect(largest.sent).toHaveLength(4000)
    const widest = { ...largest, sent: largest.sent.map(() => '18446744073709551615') }
    expect(JSON.stringify(widest).length).toBeLessThan(100 * 1024)
  })

  it('is too old after seven days, and not if the clock was set back', () => {
    expect(isOutlived(aCheckpoint({ begunAt: 0 }), 7 * DAY)).toBe(false)
    expect(isOutlived(aCheckpoint({ begunAt: 0 }), 7 * DAY + 1)).toBe(true)
    expect(isOutlived(aCheckpoint({ begunAt: 30 * DAY }), 0)).toBe(false)
  })

  it('shows its progress, up to 99 %', () => {
    expect(percentOf(aCheckpoint())).toBe(0)
    expect(percentOf(aCheckpoint({ sent: [DECIMAL, '', DECIMAL] }))).toBe(57)
    expect(percentOf(aCheckpoint({ sent: [DECIMAL, DECIMAL, DECIMAL, DECIMAL] }))).toBe(99)
    expect(percentOf(aCheckpoint({ size: 0 }))).toBe(0)
  })

  it('takes the new path of a file picked again, and drops the checksums of its parts', () => {
    const again = repicked(aCheckpoint({ sent: [DECIMAL] }), 'other')
    expect([again.path, again.modified, again.sent]).toEqual(['other', undefined, []])
  })
})

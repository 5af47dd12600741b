import { readFileSync } from 'node:fs'
import { dimensionsOf } from '../../../../server/content/dimensions'
import { be32, overwriteAt } from './build/bytes'
import { CASES_BY_FORMAT } from './cases/all-cases'
import { readFixture } from './cases/picture-case'

const photo = readFileSync(new URL('../../../../dev/samples/photo.jpg', import.meta.url))

describe('dimensionsOf', () => {
  it('reads a photo from its first bytes', () => {
    expect(dimensionsOf(photo.subarray(0, 4096), 'image/jpeg')).toEqual({ width: 1600, height: 1200 })
  })

  it('says nothing of what is no picture, or of another kind than its media type', () => {
    expect(dimensionsOf(photo, 'video/mp4')).toBeUndefined()
    expect(dimensionsOf(photo, 'image/png')).toBeUndefined()
    expect(dimensionsOf(Buffer.from('<svg width="40" height="30"/>'), 'image/svg+xml')).toBeUndefined()
    expect(dimensionsOf(new Uint8Array(), 'image/jpeg')).toBeUndefined()
  })

  it.each([
    [1, 1],
    [2 ** 31, 30],
  ])('accepts a width of %d', (width) => {
    const file = overwriteAt(readFixture('40x30.png'), 16, be32(width))
    expect(dimensionsOf(file, 'image/png')).toEqual({ width, height: 30 })
  })

  it.each([0, 2 ** 31 + 1, 2 ** 32 - 1])('says nothing of a width of %d', (width) => {
    expect(dimensionsOf(overwriteAt(readFixture('40x30.png'), 16, be32(width)), 'image/png')).toBeUndefined()
  })

  describe.each(CASES_BY_FORMAT)('of %s', (_, cases) => {
    it.each(cases)('$name', ({ file, headBytes, mediaType, shown }) => {
      const found = dimensionsOf(file.subarray(0, headBytes), mediaType)
      expect(found && `${found.width}x${found.height}`).toBe(shown)
    })
  })
})

import { readFileSync } from 'node:fs'
import { dimensionsOf } from '../../../server/content/dimensions'

const photo = readFileSync(new URL('../../../dev/samples/photo.jpg', import.meta.url))

/** The photo with an EXIF segment that gives its orientation, inserted after the start of image. */
function turned(orientation: number): Uint8Array {
  const tiff = Buffer.from(`4d4d002a0000000800010112000300000001000${orientation}000000000000`, 'hex')
  const body = Buffer.concat([Buffer.from('Exif\0\0'), tiff])
  const length = Buffer.alloc(2)
  length.writeUInt16BE(body.length + 2)
  return Buffer.concat([photo.subarray(0, 2), Buffer.from('ffe1', 'hex'), length, body, photo.subarray(2)])
}

describe('the dimensions of a picture', () => {
  it('are read from its first bytes', () => {
    expect(dimensionsOf(photo.subarray(0, 4096), 'image/jpeg')).toEqual({ width: 1600, height: 1200 })
  })

  it('are those of the picture as it is shown', () => {
    expect(dimensionsOf(turned(1), 'image/jpeg')).toEqual({ width: 1600, height: 1200 })
    expect(dimensionsOf(turned(6), 'image/jpeg')).toEqual({ width: 1200, height: 1600 })
  })

  it('are unknown if the bytes do not contain them', () => {
    expect(dimensionsOf(photo.subarray(0, 10), 'image/jpeg')).toBeUndefined()
    expect(dimensionsOf(photo, 'video/mp4')).toBeUndefined()
  })
})

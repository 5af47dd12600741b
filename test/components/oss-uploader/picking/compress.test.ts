import { type CompressApi, compressed } from '../../../../miniprogram/components/oss-uploader/picking/compress'
import { photo } from '../../rig/driven-uploader'

/** A platform that compresses files to this size; 0: it fails. */
function platform(size: number) {
  const asked: object[] = []
  const wx: CompressApi = {
    compressImage: ({ src, quality, success, fail }) => {
      asked.push({ src, quality })
      if (size > 0) success({ tempFilePath: `${src}.small.jpg` })
      else fail()
    },
    getFileSystemManager: () => ({ stat: ({ success }) => success({ stats: { size } }) }),
  }
  return { wx, asked }
}

const FILE = photo('a.jpg', 1000)

describe('compressed', () => {
  it('returns the smaller file', async () => {
    const { wx, asked } = platform(400)
    expect(await compressed(FILE, 70, wx)).toEqual({ ...FILE, path: `${FILE.path}.small.jpg`, size: 400 })
    expect(asked).toEqual([{ src: FILE.path, quality: 70 }])
  })

  it.each([
    ['the result is bigger', 1200, FILE],
    ['the result is no smaller', 1000, FILE],
    ['the platform fails', 0, FILE],
  ])('returns the file as it was if %s', async (_, size, expected) => {
    expect(await compressed(FILE, 80, platform(size).wx)).toBe(expected)
  })

  it.each([
    ['a video', { ...FILE, kind: 'video' as const }],
    ['a picture that may be animated', photo('a.gif')],
    ['a picture that may be transparent', photo('a.png')],
  ])('does not compress %s', async (_, file) => {
    const { wx, asked } = platform(1)
    expect(await compressed(file, 80, wx)).toBe(file)
    expect(asked).toEqual([])
  })

  it('returns every file as it was if the platform cannot compress', async () => {
    const { compressImage: _, ...wx } = platform(1).wx
    expect(await compressed(FILE, 80, wx)).toBe(FILE)
  })
})

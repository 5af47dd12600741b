import { INSPECTED_BYTES, judgeContent } from '../../server/content/judge-content'
import { hostileFiles } from './hostile-files'

/** What viewers and browsers open by themselves. */
const DECLARED = [
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'image/heic',
  'image/avif',
  'video/mp4',
  'video/quicktime',
  'audio/mpeg',
  'audio/mp4',
  'application/pdf',
]

describe('a hostile file', () => {
  it('is one of at least 60', () => {
    expect(hostileFiles.length).toBeGreaterThanOrEqual(60)
  })

  it.each(hostileFiles)('is refused under every type that viewers open: %s', (_, bytes) => {
    const head = bytes.subarray(0, INSPECTED_BYTES)
    expect(DECLARED.filter((type) => judgeContent(head, type) === undefined)).toEqual([])
  })
})

import { admit } from '../../../../miniprogram/components/oss-uploader/picking/batch'
import { photo } from '../../rig/driven-uploader'

const [small, big, other] = [photo('small', 10), photo('big', 101), photo('other', 100)] as const

describe('admit', () => {
  it.each([
    ['admits all files if there is no limit', 3, 0, { admitted: [small, big, other], oversize: [], exceed: [] }],
    [
      'leaves out a file that is one byte too big, and no other',
      3,
      100,
      { admitted: [small, other], oversize: [big], exceed: [] },
    ],
    ['gives no place to a file that is too big', 2, 100, { admitted: [small, other], oversize: [big], exceed: [] }],
    [
      'leaves out the files that come after the last place',
      1,
      100,
      { admitted: [small], oversize: [big], exceed: [other] },
    ],
    ['admits none if there is no room', -1, 0, { admitted: [], oversize: [], exceed: [small, big, other] }],
  ] as const)('%s', (_, room, maxSize, batch) => {
    expect(admit([small, big, other], room, maxSize)).toEqual(batch)
  })
})

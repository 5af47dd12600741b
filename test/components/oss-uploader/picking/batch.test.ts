import { admit } from '../../../../miniprogram/components/oss-uploader/picking/batch'
import { photo } from '../../rig/driven-uploader'

const [small, big, other] = [photo('small', 10), photo('big', 101), photo('other', 100)] as const

it.each([
  ['takes all where there is no limit', 3, 0, { admitted: [small, big, other], oversize: [], exceed: [] }],
  [
    'leaves out one that is a byte too big, and no other',
    3,
    100,
    { admitted: [small, other], oversize: [big], exceed: [] },
  ],
  ['gives no place to one that is too big', 2, 100, { admitted: [small, other], oversize: [big], exceed: [] }],
  ['leaves out what comes after the last place', 1, 100, { admitted: [small], oversize: [big], exceed: [other] }],
  ['takes none where there is no room', -1, 0, { admitted: [], oversize: [], exceed: [small, big, other] }],
] as const)('%s', (_, room, maxSize, batch) => {
  expect(admit([small, big, other], room, maxSize)).toEqual(batch)
})

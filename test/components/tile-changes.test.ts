import type { UploaderItem } from '../../miniprogram/components/oss-uploader/item'
import { viewChanges } from '../../miniprogram/components/oss-uploader/tile-changes'
import { toAddTile, toTiles } from '../../miniprogram/components/oss-uploader/tiles'

const view = (items: Partial<UploaderItem>[], notice = '') => ({
  tiles: toTiles(
    items.map((item, index) => ({ uid: String(index), kind: 'image', status: 'uploading', ...item })),
    { locale: 'zh', isFixed: false, isDeletable: true },
  ),
  add: toAddTile(items.length, { locale: 'zh', accept: 'image', maxCount: 9, isDisabled: false, isReadonly: false }),
  notice,
})

it('carries over a progress as three small fields', () => {
  expect(viewChanges(view([{}, { percent: 10 }]), view([{}, { percent: 11 }]))).toEqual({
    'tiles[1].percent': 11,
    'tiles[1].caption': '11%',
    'tiles[1].label': '照片 2，上传中，11%，轻点查看',
  })
})

it('carries over nothing when nothing looks different', () => {
  expect(viewChanges(view([{ size: 1 }]), view([{ size: 2 }]))).toEqual({})
})

it('carries over the tiles whole when there are others', () => {
  const wanted = view([{ uid: 'b' }])
  expect(viewChanges(view([{ uid: 'a' }]), wanted)).toEqual({ tiles: wanted.tiles })
  expect(Object.keys(viewChanges(view([]), view([{}])))).toEqual(['tiles', 'add.note'])
})

it('carries over a notice', () => {
  expect(viewChanges(view([]), view([], 'x'))).toEqual({ notice: 'x' })
})

import type { UploaderItem } from '../../../../miniprogram/components/oss-uploader/item'
import {
  localFileOf,
  pickedItem,
  startedItem,
  unfinishedItem,
  withState,
} from '../../../../miniprogram/components/oss-uploader/list/items'
import { UploadError } from '../../../../miniprogram/uploader/core/errors'
import { done, photo, sending } from '../../rig/driven-uploader'

const ITEM: UploaderItem = { uid: '1', path: 'wxfile://a.jpg', kind: 'image', status: 'ready' }

describe('an item', () => {
  it('is made of a picked file, without its empty fields', () => {
    expect(pickedItem({ ...photo('a.jpg', 0), name: '' }, '1')).toEqual({ ...ITEM, path: 'wxfile://tmp_a.jpg' })
    expect(pickedItem({ ...photo('a.mp4'), kind: 'video', duration: 7, thumb: 't' }, '1')).toMatchObject({
      size: 100,
      duration: 7,
      thumb: 't',
    })
  })

  it('is made of an unfinished upload, with its percent', () => {
    const upload = { id: 'u', route: 'video', path: 'p', name: 'a.mp4', size: 9, type: 'video/mp4', percent: 45, at: 1 }
    expect(unfinishedItem(upload, '1')).toEqual({
      uid: '1',
      path: 'p',
      name: 'a.mp4',
      size: 9,
      type: 'video/mp4',
      kind: 'video',
      status: 'ready',
      percent: 45,
    })
  })

  it('gives the uploader its path, name and size', () => {
    expect(localFileOf({ ...ITEM, name: 'a', size: 1, url: 'u' })).toEqual({ path: ITEM.path, name: 'a', size: 1 })
  })

  it('loses its failure when its upload starts again', () => {
    const failed = withState(ITEM, { phase: 'failed', percent: 30, error: new UploadError('timeout') }, 'en')
    expect(failed).toMatchObject({ status: 'failed', percent: 30, code: 'timeout' })
    expect(startedItem(failed)).toEqual({ ...ITEM, status: 'uploading', phase: 'waiting', percent: 0 })
  })

  it('follows the states of its upload', () => {
    expect(withState(ITEM, { phase: 'authorizing', percent: 0 }, 'zh')).toMatchObject({ phase: 'waiting' })
    expect(withState(ITEM, sending(42), 'zh')).toMatchObject({ status: 'uploading', phase: 'sending', percent: 42 })
    expect(withState(ITEM, { phase: 'paused', percent: 42, by: 'offline' }, 'zh')).toMatchObject({
      status: 'paused',
      pausedBy: 'offline',
    })
    expect(withState(ITEM, done('k/a.jpg'), 'zh')).toMatchObject({ status: 'done', percent: 100, key: 'k/a.jpg' })
    expect(withState(ITEM, done('k/a.jpg'), 'zh').type).toBe('image/jpeg')
    expect(withState(ITEM, { phase: 'cancelled', percent: 1 }, 'zh')).toBe(ITEM)
  })
})

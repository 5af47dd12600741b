import type { UploaderItem } from '../../../../miniprogram/components/oss-uploader/item'
import {
  EMPTY_LIST,
  itemIn,
  type ListState,
  uidsOf,
  withAdded,
  withItem,
  withItems,
  withMoved,
  withRemoved,
} from '../../../../miniprogram/components/oss-uploader/list/list-state'

const item = (uid: string): UploaderItem => ({ uid, kind: 'image', status: 'ready', path: uid })
const LIST: ListState = { ...EMPTY_LIST, items: [item('a'), item('b'), item('c')] }
const order = (state: ListState): string => uidsOf(state.items).join('')

describe('the state of a list', () => {
  it('finds an item by its uid', () => {
    expect(itemIn(LIST, 'b')).toEqual(item('b'))
    expect(itemIn(LIST, 'x')).toBeUndefined()
  })

  it('puts an item in the place of the one with the same uid', () => {
    const paused: UploaderItem = { ...item('b'), status: 'paused' }
    expect(withItem(LIST, paused).items).toEqual([item('a'), paused, item('c')])
  })

  it('adds items at the end', () => {
    expect(order(withAdded(LIST, [item('d'), item('e')]))).toBe('abcde')
  })

  it('remembers which items were removed, until one of them is in the list again', () => {
    const removed = withRemoved(LIST, ['a', 'c'])
    expect([order(removed), [...removed.removed]]).toEqual(['b', ['a', 'c']])
    const replaced = withItems(removed, [item('c'), item('d')])
    expect([order(replaced), [...replaced.removed]]).toEqual(['cd', ['a']])
  })

  it('moves an item, and is the same state if nothing moves', () => {
    expect(order(withMoved(LIST, 'a', 1))).toBe('bac')
    expect(order(withMoved(LIST, 'a', 9))).toBe('bca')
    expect(withMoved(LIST, 'c', 9)).toBe(LIST)
    expect(withMoved(LIST, 'x', 0)).toBe(LIST)
  })

  it('never changes the state that it is given', () => {
    const copy = JSON.stringify(LIST)
    withAdded(withRemoved(withMoved(LIST, 'a', 2), ['b']), [item('d')])
    expect(JSON.stringify(LIST)).toBe(copy)
  })
})

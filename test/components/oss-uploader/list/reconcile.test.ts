import type { UploaderItem } from '../../../../miniprogram/components/oss-uploader/item'
import { EMPTY_LIST, type ListState } from '../../../../miniprogram/components/oss-uploader/list/list-state'
import { reconcile } from '../../../../miniprogram/components/oss-uploader/list/reconcile'

const item = (uid: string, over: Partial<UploaderItem> = {}): UploaderItem => ({
  uid,
  kind: 'image',
  status: 'done',
  url: `https://x/${uid}`,
  ...over,
})
const listOf = (...uids: string[]): ListState => ({ ...EMPTY_LIST, items: uids.map((uid) => item(uid)) })
const NONE: ReadonlySet<string> = new Set()

describe('reconcile', () => {
  it('takes the first list as it is', () => {
    const { state } = reconcile(EMPTY_LIST, [item('a'), item('b')], NONE)
    expect(state.items).toEqual([item('a'), item('b')])
    expect([...state.bound]).toEqual(['a', 'b'])
  })

  it('removes an item that the host had and has no more, and keeps one that it never had', () => {
    const before = { ...listOf('a', 'b', 'new'), bound: new Set(['a', 'b']) }
    const { state, removedByHost } = reconcile(before, [item('b')], NONE)
    expect(removedByHost).toEqual(['a'])
    expect(state.items.map(({ uid }) => uid)).toEqual(['b', 'new'])
  })

  it('keeps its own item of an upload that was started here, and takes all others from the host', () => {
    const before = { ...listOf('a', 'b'), bound: new Set(['a', 'b']) }
    const given = [item('a', { status: 'uploading' }), item('b', { name: 'renamed' })]
    const { state } = reconcile(before, given, new Set(['a']))
    expect(state.items).toEqual([item('a'), item('b', { name: 'renamed' })])
  })

  it('follows the order of the host', () => {
    const before = { ...listOf('a', 'b'), bound: new Set(['a', 'b']) }
    const { state } = reconcile(before, [item('b'), item('a')], new Set(['a', 'b']))
    expect(state.items.map(({ uid }) => uid)).toEqual(['b', 'a'])
  })

  it('does not bring back an item that was removed here, until the host has removed it too', () => {
    const before = { ...EMPTY_LIST, removed: new Set(['a']), bound: new Set(['a']) }
    const older = reconcile(before, [item('a')], NONE).state
    expect(older.items).toEqual([])
    const newer = reconcile(older, [], NONE).state
    expect([...newer.removed]).toEqual([])
    expect(reconcile(newer, [item('a')], NONE).state.items).toEqual([item('a')])
  })

  it('restarts an upload that was under way when the host stored its list, if there is a local file', () => {
    const given = [
      item('a', { status: 'uploading', path: 'wxfile://a', percent: 40 }),
      item('b', { status: 'paused', percent: 40 }),
    ]
    expect(reconcile(EMPTY_LIST, given, NONE).state.items).toMatchObject([
      { status: 'ready', percent: 0 },
      { status: 'paused', percent: 40 },
    ])
  })

  it('continues an upload that was taken over', () => {
    const given = [item('a', { status: 'uploading', path: 'wxfile://a', percent: 40 })]
    expect(reconcile(EMPTY_LIST, given, new Set(['a'])).state.items).toEqual(given)
  })
})

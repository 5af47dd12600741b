import type { UploaderItem } from '../../../../miniprogram/components/oss-uploader/item'
import { reconcile, type Working } from '../../../../miniprogram/components/oss-uploader/list/reconcile'

const item = (uid: string, over: Partial<UploaderItem> = {}): UploaderItem => ({
  uid,
  kind: 'image',
  status: 'done',
  url: `https://x/${uid}`,
  ...over,
})
const NOTHING: Working = { items: [], bound: new Set(), started: new Set(), dropped: new Set() }

it('takes the first list as it is', () => {
  const { items, bound } = reconcile(NOTHING, [item('a'), item('b')])
  expect(items).toEqual([item('a'), item('b')])
  expect([...bound]).toEqual(['a', 'b'])
})

it('removes what the host had and has no more, and keeps what it never had', () => {
  const working = { ...NOTHING, items: [item('a'), item('b'), item('new')], bound: new Set(['a', 'b']) }
  const { items, removed } = reconcile(working, [item('b')])
  expect(removed).toEqual(['a'])
  expect(items.map(({ uid }) => uid)).toEqual(['b', 'new'])
})

it('keeps its own item of an upload begun here, and takes the host’s of all others', () => {
  const working = { ...NOTHING, items: [item('a'), item('b')], bound: new Set(['a', 'b']), started: new Set(['a']) }
  const { items } = reconcile(working, [item('a', { status: 'uploading' }), item('b', { name: 'renamed' })])
  expect(items).toEqual([item('a'), item('b', { name: 'renamed' })])
})

it('follows the host’s order', () => {
  const working = {
    ...NOTHING,
    items: [item('a'), item('b')],
    bound: new Set(['a', 'b']),
    started: new Set(['a', 'b']),
  }
  expect(reconcile(working, [item('b'), item('a')]).items.map(({ uid }) => uid)).toEqual(['b', 'a'])
})

it('does not bring back what was taken out here, until the host has let it go', () => {
  const working = { ...NOTHING, dropped: new Set(['a']), bound: new Set(['a']) }
  const older = reconcile(working, [item('a')])
  expect(older.items).toEqual([])
  const gone = reconcile({ ...working, ...older }, [])
  expect([...gone.dropped]).toEqual([])
  expect(reconcile({ ...working, ...gone }, [item('a')]).items).toEqual([item('a')])
})

it('lets an upload that was under way begin again, where there is something to send', () => {
  const list = [
    item('a', { status: 'uploading', path: 'wxfile://a', percent: 40 }),
    item('b', { status: 'paused', percent: 40 }),
  ]
  expect(reconcile(NOTHING, list).items).toMatchObject([
    { status: 'ready', percent: 0 },
    { status: 'paused', percent: 40 },
  ])
})

it('goes on with an upload that was taken over', () => {
  const list = [item('a', { status: 'uploading', path: 'wxfile://a', percent: 40 })]
  expect(reconcile({ ...NOTHING, started: new Set(['a']) }, list).items).toEqual(list)
})

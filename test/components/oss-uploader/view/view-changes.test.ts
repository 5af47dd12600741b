import type { UploaderItem } from '../../../../miniprogram/components/oss-uploader/item'
import { tileIds } from '../../../../miniprogram/components/oss-uploader/view/tile-ids'
import { fieldValue, toView, type View } from '../../../../miniprogram/components/oss-uploader/view/view'
import {
  byteLength,
  changedValue,
  type Shown,
  viewChanges,
} from '../../../../miniprogram/components/oss-uploader/view/view-changes'

const PROPERTIES = {
  accept: 'image',
  maxCount: 99,
  maxSize: 0,
  disabled: false,
  readonly: false,
  deletable: true,
  useTileSlot: false,
} as const
const ids = tileIds()

const view = (items: Partial<UploaderItem>[], { notice = '', ...properties } = {}): View =>
  toView(
    {
      items: items.map((item, index) => ({ uid: String(index), kind: 'image', status: 'uploading', ...item })),
      ids,
      speed: () => 0,
      isBroken: () => false,
      isPicking: false,
      unfinished: [],
      notice,
      locale: 'zh',
      now: 0,
    },
    { ...PROPERTIES, ...properties },
  )
const shownOf = ({ tiles, ...rest }: View): Shown => ({
  ...rest,
  order: tiles.map(({ id }) => id),
  tiles: Object.fromEntries(tiles.map(({ id, tile }) => [id, tile])),
})
const NOTHING: Shown = { ...shownOf(view([])), order: [] }
const changes = (before: View, after: View, most = 10_000, turn = 0) =>
  viewChanges(shownOf(before), after, most, turn).values

describe('viewChanges', () => {
  it('sends a new percent as one small field', () => {
    const before = view([{}, { phase: 'sending', percent: 10 }])
    expect(changes(before, view([{}, { phase: 'sending', percent: 11 }]))).toEqual({ 'tiles.t2.percent': 11 })
  })

  it('sends nothing if nothing looks different', () => {
    expect(changes(view([{ hint: 'a' }]), view([{ hint: 'b' }]))).toEqual({})
  })

  it('sends a new tile without its empty fields', () => {
    const { values } = viewChanges(NOTHING, view([{ path: 'wxfile://a.jpg', phase: 'waiting' }]), 10_000, 0)
    expect(values).toMatchObject({
      order: ['t1'],
      'tiles.t1': {
        kind: 'image',
        status: 'uploading',
        title: '照片 1',
        picture: 'wxfile://a.jpg',
        caption: '等待中',
        isRemovable: true,
        action: '点击查看',
      },
    })
    expect(Object.keys(values['tiles.t1'] as object)).toHaveLength(7)
  })

  it('sends a new order as ids, and the numbers that are read aloud', () => {
    const before = view([{ uid: '0' }, { uid: '1' }])
    expect(changes(before, view([{ uid: '1' }, { uid: '0' }]))).toEqual({
      order: ['t2', 't1'],
      'tiles.t1.title': '照片 2',
      'tiles.t2.title': '照片 1',
    })
  })

  it('sends a notice, and later that it is gone', () => {
    const [plain, told] = [view([]), view([], { notice: 'x' })]
    expect(changes(plain, told)).toEqual({ 'notice.text': 'x', 'notice.tone': 'error' })
    expect(changes(told, plain)).toEqual({ 'notice.text': '', 'notice.tone': '' })
  })

  it('sends only the new entries of a form’s value', () => {
    expect(changedValue(['a'], ['a', 'b'])).toEqual([['value[1]', 'b']])
    expect(changedValue(['a', 'b'], ['a'])).toEqual([['value', ['a']]])
    const done = { uid: 'a', kind: 'image', status: 'done', key: 'a' } as const
    expect(fieldValue([done], { name: '', valueType: 'key' })).toEqual([])
  })

  describe('if not everything fits into one call', () => {
    const MOST = 1024

    it.each(Array.from({ length: 40 }, (_, index) => 60 + index))(
      'sends not one byte too much, with paths of %d characters',
      (length) => {
        const wanted = view(Array.from({ length: 20 }, () => ({ path: 'x'.repeat(length) })))
        const { values } = viewChanges(NOTHING, wanted, MOST, 0)
        expect(byteLength(JSON.stringify(values))).toBeLessThanOrEqual(MOST)
      },
    )

    it('sends the rest with the next calls', () => {
      const wanted = view(Array.from({ length: 20 }, () => ({ path: `wxfile://tmp_${'x'.repeat(40)}.jpg` })))
      let shown = NOTHING
      let calls = 0
      for (let isPartial = true; isPartial; calls += 1) {
        const next = viewChanges(shown, wanted, MOST, calls)
        isPartial = next.isPartial
        expect(byteLength(JSON.stringify(next.values))).toBeLessThanOrEqual(MOST)
        shown = applied(shown, next.values)
        // An id in the order must have its tile.
        for (const id of shown.order) expect(shown.tiles).toHaveProperty(id)
      }
      expect(shown.order).toHaveLength(20)
      expect(calls).toBeLessThan(8)
    })

    it('serves each tile in its turn if all of them change all the time', () => {
      const all = (percent: number) => view(Array.from({ length: 60 }, () => ({ phase: 'sending' as const, percent })))
      const served = new Set<string>()
      for (let turn = 0; turn < 60; turn += 1) {
        for (const path of Object.keys(changes(all(10), all(11), MOST, turn))) served.add(path)
      }
      expect(served.size).toBe(60)
    })

    it('sends a single change that is too big', () => {
      const { values, isPartial } = viewChanges(NOTHING, view([{ path: 'x'.repeat(5000) }]), MOST, 0)
      expect([Object.keys(values), isPartial]).toEqual([['tiles.t1', 'order'], true])
    })
  })

  it('measures in UTF-8', () => {
    for (const text of ['abc', '照片，é', '😀%']) expect(byteLength(text)).toBe(Buffer.byteLength(text))
  })
})

/** Does what `setData` does, for the kinds of paths that occur here. */
function applied(shown: Shown, values: Record<string, unknown>): Shown {
  const next = structuredCopy(shown) as unknown as Record<string, Record<string, unknown>>
  for (const [path, value] of Object.entries(values)) {
    const [first = '', second, third] = path.split('.')
    if (second === undefined) (next as Record<string, unknown>)[first] = value
    else if (third === undefined) (next[first] as Record<string, unknown>)[second] = value
    else ((next[first] as Record<string, unknown>)[second] as Record<string, unknown>)[third] = value
  }
  return next as unknown as Shown
}

const structuredCopy = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value

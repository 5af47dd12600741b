import type { Platform } from './platform'

export function describeStore(on: () => Platform): void {
  describe('the store', () => {
    const store = () => {
      const { get, set, remove } = on().ports().store
      return {
        get: (key: string) => on().settle(get(key)),
        set: (key: string, value: unknown) => on().settle(set(key, value)),
        remove: (key: string) => on().settle(remove(key)),
      }
    }
    const VALUE = { list: [1, 'two', null, { deep: true }], name: '照片 1.jpg', at: 1_700_000_000_000 }

    it('returns undefined for a key that was never set', async () => {
      expect(await store().get('never')).toBeUndefined()
    })

    it('returns what was set last', async () => {
      await store().set('a', 'first')
      await store().set('a', VALUE)
      expect(await store().get('a')).toEqual(VALUE)
    })

    it('keeps a copy that later changes to the value do not affect', async () => {
      const value = { parts: [1] }
      const setting = store().set('copy', value)
      value.parts.push(2)
      await setting
      expect(await store().get('copy')).toEqual({ parts: [1] })
    })

    it('separates keys, whatever characters they have', async () => {
      const keys = ['a:b', 'a/b', 'a b', '键', '__proto__', 'https://api.example.com']
      for (const key of keys) await store().set(key, `value of ${key}`)
      for (const key of keys) expect(await store().get(key)).toBe(`value of ${key}`)
    })

    it('returns undefined for a key that was removed', async () => {
      await store().set('gone', VALUE)
      await store().remove('gone')
      await store().remove('gone')
      expect(await store().get('gone')).toBeUndefined()
    })

    it('holds 200 KB under a key', async () => {
      const long = '票'.repeat(70_000)
      await store().set('long', long)
      expect(await store().get('long')).toBe(long)
    })

    it('survives a restart', async () => {
      await store().set('kept', VALUE)
      await on().restart()
      expect(await store().get('kept')).toEqual(VALUE)
    })
  })
}

import { join } from 'node:path'
import { entryWeights, weightLine } from '../../../dev/build/entries'
import { HEAVY, roomsOf } from '../../../dev/build/rooms'

/** The packages must be there already: the tests of both have built them. */
export function describeWeights(root: string, folder: string): void {
  describe('the entries of the package', () => {
    it('are each within their bound, and no bound is far above its entry', async () => {
      const weights = await entryWeights(join(folder, 'mini-program'), join(folder, 'browser'))
      expect(weights.length).toBeGreaterThan(9)
      expect(weights.filter(({ kb, mostKb }) => kb > mostKb).map(weightLine)).toEqual([])
      expect(weights.filter(({ kb, mostKb }) => kb < mostKb * 0.95).map(weightLine)).toEqual([])
    })

    it.each(Object.entries(HEAVY))('have their weight told by folder: %s', async (_, entry) => {
      const rooms = await roomsOf(root, entry)
      const named = rooms.map(({ name }) => name)
      expect(named).toEqual(expect.arrayContaining(['.', 'core/backend', 'core/flow', 'core/form']))
      expect([entry, named.includes('core/multipart')]).toEqual([entry, entry !== HEAVY.form])
      expect(named.filter((name) => name.startsWith('..'))).toEqual([])
      expect(rooms.every(({ kb }) => kb > 0)).toBe(true)
    })
  })
}

import { join } from 'node:path'
import { entryWeights, weightLine } from '../../../dev/build/entries'

/** The packages must be there already: the tests of both have built them. */
export function describeWeights(folder: string): void {
  describe('the entries of the package', () => {
    it('are each within their bound, and no bound is far above its entry', async () => {
      const weights = await entryWeights(join(folder, 'mini-program'), join(folder, 'browser'))
      expect(weights.length).toBeGreaterThan(9)
      expect(weights.filter(({ kb, mostKb }) => kb > mostKb).map(weightLine)).toEqual([])
      expect(weights.filter(({ kb, mostKb }) => kb < mostKb * 0.95).map(weightLine)).toEqual([])
    })
  })
}

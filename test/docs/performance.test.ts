import { readFileSync } from 'node:fs'
import { barChart } from '../../bench/peers/chart'
import { documentsOf } from '../../bench/peers/documents'
import { readResults } from '../../bench/peers/results'

const inDocs = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8')

describe('docs/performance', () => {
  const documents = documentsOf(readResults())

  it.each(Object.keys(documents))('has a %s that is made of the results', (name) => {
    expect(inDocs(name)).toBe(documents[name])
  })

  it('shows every figure of the results, and none that is missing', () => {
    for (const name of ['performance.md', 'zh-CN/performance.md']) {
      const table = inDocs(name)
        .split('\n')
        .filter((line) => line.startsWith('| ') && line.includes('('))
      expect(table.length).toBeGreaterThan(15)
      expect(inDocs(name)).not.toMatch(/NaN|undefined|Infinity/)
    }
  })

  it('names the cells in which others are faster', () => {
    const slow = { value: 2, files: 1, claimed: 1, stored: 1, peakMb: 1, load: 0 }
    const results = { '1-photo-20': { ours: [slow], recipe: [{ ...slow, value: 1.9 }] } }
    expect(documentsOf(results)['performance.md']).toContain(
      '- 1 photo of 400 KB, 20 Mbit/s, 40 ms: 2.00; plain recipe 1.90.',
    )
    const faster = { '1-photo-20': { ours: [slow], recipe: [{ ...slow, value: 1.97 }] } }
    expect(documentsOf(faster)['performance.md']).not.toContain('- 1 photo')
  })
})

describe('barChart', () => {
  it('gives the longest bar all of the width, and escapes names', () => {
    const svg = barChart([
      {
        title: 'a < b',
        bars: [
          { name: 'x', value: 1, isOurs: true },
          { name: 'y', value: 2, isOurs: false },
        ],
      },
    ])
    expect(svg).toContain('a &lt; b')
    const [one = 0, two = 0] = [...svg.matchAll(/ width="(\d+)" height/g)].map(([, width]) => Number(width))
    expect(two).toBe(2 * one)
  })
})

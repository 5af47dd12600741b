/** How often the judgement looks at a byte. No clock is asked, so a busy machine changes nothing. */
import fc from 'fast-check'
import { HEAD_BYTES } from '../../miniprogram/uploader/formats/head'
import { FORMATS } from '../../miniprogram/uploader/formats/table'
import { INSPECTED_BYTES } from '../../server/content/judge-content'
import { markupOf } from '../../server/content/markup'
import { countingMatcher } from './counting-matcher'
import { hostileFiles } from './hostile-files'
import { someFile } from './random-heads'

const letters = (bytes: Uint8Array): string => String.fromCharCode(...bytes.subarray(0, HEAD_BYTES))

/** `text` and `any` are words of the table, and no expressions. */
const SOURCES = [...new Set(FORMATS.flatMap(({ beginning, ifNamed }) => [beginning, ifNamed]))]
  .flatMap((source) => source.replace(/^(text|any)\||\|(text|any)$/g, ''))
  .filter((source) => source && !/text|any/.test(source))

const EXPRESSIONS = SOURCES.map((source) => {
  return { source, real: new RegExp(`^(${source})`, 's'), counting: countingMatcher(source) }
})

/** Repeats what an expression looks for, but never completes it. */
const STUBBORN = [
  'PK',
  'PK\x03\x04',
  `PK${'x'.repeat(28)}word`,
  'PKAndroidManifest.xm',
  'PKclasses.de',
  'G',
  '%PDF',
  '\n',
  '\x1aE\xdf\xa3B\x82',
  '\0\0\0\x18ftypXXXX',
  '<!--',
  '<!---->',
  '<?xml ?>',
  '<?xml',
  ' ',
  '-',
  '<',
]

const stubborn = fc
  .tuple(fc.constantFrom(...STUBBORN), fc.constantFrom(...STUBBORN), fc.nat(HEAD_BYTES))
  .map(([first, again, length]) => {
    const text = first + again.repeat(Math.ceil(length / again.length))
    return Uint8Array.from(text.slice(0, length), (letter) => letter.charCodeAt(0))
  })

const someHead = fc.oneof(someFile, stubborn, stubborn, fc.constantFrom(...hostileFiles.map(([, bytes]) => bytes)))

describe('the expressions of the table of formats', () => {
  it('look at each byte of a head a bounded number of times, for 10,000 random and hostile heads', () => {
    let most = 0
    fc.assert(
      fc.property(someHead, (head) => {
        const text = letters(head)
        let visits = 0
        for (const { source, real, counting } of EXPRESSIONS) {
          const before = counting.visits()
          // The count is worth something only if this matcher decides as the real one does.
          if (counting.matches(text) !== real.test(text)) throw new Error(`${source} of ${JSON.stringify(text)}`)
          visits += counting.visits() - before
        }
        most = Math.max(most, visits / (text.length + 100))
        expect(visits).toBeLessThan(100 * (text.length + 100))
      }),
      { numRuns: 10_000 },
    )
    // The heads are hostile enough to find a slow expression.
    expect(most).toBeGreaterThan(20)
  })
})

/** Counts how often a byte is read. */
function counted(bytes: Uint8Array): { head: Uint8Array; reads: () => number } {
  let reads = 0
  const get = (target: number[], name: string | symbol, receiver: unknown): unknown => {
    if (typeof name === 'string' && /^\d+$/.test(name)) reads += 1
    return Reflect.get(target, name, receiver)
  }
  return { head: new Proxy(Array.from(bytes), { get }) as unknown as Uint8Array, reads: () => reads }
}

describe('the search for markup', () => {
  /** For each character: whether it is the end, and the letters of what may stand there. */
  const READS_PER_BYTE = 12

  it('reads each byte a bounded number of times, for 10,000 random and hostile heads', () => {
    fc.assert(
      fc.property(someHead, (whole) => {
        const bytes = whole.subarray(0, HEAD_BYTES)
        const { head, reads } = counted(bytes)
        expect(markupOf(head)).toBe(markupOf(bytes))
        expect(reads()).toBeLessThanOrEqual(READS_PER_BYTE * (bytes.length + 100))
      }),
      { numRuns: 10_000 },
    )
  })

  it.each(STUBBORN)('reads no byte more often in 64 KB of %j', (word) => {
    for (const text of [word.repeat(INSPECTED_BYTES), `<!--${word.repeat(INSPECTED_BYTES)}`]) {
      const { head, reads } = counted(new Uint8Array(Buffer.from(text.slice(0, INSPECTED_BYTES), 'latin1')))
      markupOf(head)
      expect(reads()).toBeLessThanOrEqual(READS_PER_BYTE * INSPECTED_BYTES)
    }
  })

  it('reads no more than a few hundred bytes of a file that is no markup', () => {
    const { head, reads } = counted(new Uint8Array(INSPECTED_BYTES).fill(0x61))
    markupOf(head)
    expect(reads()).toBeLessThan(300)
  })
})

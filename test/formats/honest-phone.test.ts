import fc from 'fast-check'
import { HEAD_BYTES } from '../../miniprogram/uploader/formats/head'
import { formatOfType, mediaTypeOf } from '../../miniprogram/uploader/formats/media-type'
import { FORMATS } from '../../miniprogram/uploader/formats/table'
import { isAccepted, isActive } from '../../server/content/accept'
import { INSPECTED_BYTES, judgeContent } from '../../server/content/judge-content'
import { markupOf } from '../../server/content/markup'
import { someFile, someName } from './random-heads'

/** What the phone declares: it reads no more than its window. */
const declaredOf = (file: Uint8Array, name: string): string => mediaTypeOf(file.slice(0, HEAD_BYTES), name)

/** What the backend says about it: it reads more, and does not know the name. */
const refusalOf = (file: Uint8Array, type: string): string | undefined =>
  judgeContent(file.slice(0, INSPECTED_BYTES), type)

/** The backend refuses such a file although the phone was honest, because it is two things in one. */
const isDangerous = (file: Uint8Array, type: string): boolean => {
  const isViewed = /^(picture|sound|video|pdf)$/.test(formatOfType(type)?.kind ?? '') && !isActive(type)
  return (
    isViewed &&
    (markupOf(file) !== undefined ||
      /^(MZ|\x7fELF|.\xfa\xed\xfe|\xfe\xed\xfa|\xca\xfe\xba\xbe|dex|\0asm)/s.test(
        String.fromCharCode(...file.subarray(0, 4)),
      ))
  )
}

describe('a phone that declares what it reads', () => {
  it('is never contradicted, for any content, name and end', () => {
    const counts = new Map<string, number>()
    fc.assert(
      fc.property(someFile, someName, (file, name) => {
        const type = declaredOf(file, name)
        counts.set(type, (counts.get(type) ?? 0) + 1)
        if (!isDangerous(file, type)) expect([type, refusalOf(file, type)]).toEqual([type, undefined])
      }),
      { numRuns: 6000 },
    )
    // The proof is worth something only if it has met most formats.
    expect(counts.size).toBeGreaterThan(70)
  })

  it('is never contradicted, whatever two bytes the file begins with, and whatever follows', () => {
    const endings = ['', ' a note\r\nin two lines', '\0\x01\x02\x03'.repeat(50), '\xb1\xed\xb8\xf1'.repeat(9)]
    const names = ['', 'a.txt', 'a.csv', 'a.jpg', 'a.mp3', 'a.pdf', 'a.docx']
    const contradicted: string[] = []
    for (let pair = 0; pair < 65_536; pair += 1) {
      const ending = endings[pair % endings.length] ?? ''
      const file = Buffer.from(String.fromCharCode(pair >> 8, pair & 255) + ending, 'latin1')
      const name = names[pair % names.length] ?? ''
      const type = declaredOf(file, name)
      if (refusalOf(file, type) && !isDangerous(file, type)) contradicted.push(`${pair} ${name} ${type}`)
    }
    expect(contradicted).toEqual([])
  })

  /** Letters that the table does not name are alike, so a few stand for all, and the test stays short. */
  const NAMED = new Set(FORMATS.flatMap(({ beginning, ifNamed }) => [...beginning, ...ifNamed]))
  const LETTERS = [...Array(95).keys()].map((code) => String.fromCharCode(code + 0x20)).filter((one) => NAMED.has(one))

  it('is never contradicted, whatever three letters a text begins with', () => {
    const letters = [...new Set([...LETTERS, 'q', '5', ' ', '\n'])]
    const endings = ['', ' a note\r\nin two lines', ' moov '.repeat(99), '\xb1\xed\xb8\xf1'.repeat(9)]
    const names = ['', 'a.txt', 'a.csv', 'a.md', 'a.json', 'a.dxf', 'a.xls', 'a.mp4', 'a.stl']
    const beginnings = letters.flatMap((one) => letters.flatMap((two) => letters.map((three) => one + two + three)))
    const contradicted = beginnings.filter((beginning, index) => {
      const file = Buffer.from(beginning + endings[index % endings.length], 'latin1')
      return refusalOf(file, declaredOf(file, names[index % names.length] ?? '')) !== undefined
    })
    expect(beginnings.length).toBeGreaterThan(100_000)
    expect(contradicted).toEqual([])
  })

  it('finds a route that accepts any type, unless the file may carry scripts or is unknown', () => {
    fc.assert(
      fc.property(someFile, someName, (file, name) => {
        const type = declaredOf(file, name)
        expect(isAccepted(type, ['*/*', ...FORMATS.map((format) => format.type).filter(isActive)])).toBe(
          type !== 'application/octet-stream',
        )
      }),
    )
  })
})

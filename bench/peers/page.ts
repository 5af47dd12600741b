import { type Measure, medianOf, type Results } from './results'
import { GROWTH_CELLS, type Language, PEER_WORDS, SHARE_CELLS, type Text, TRIPS_CELLS, WEB_CELL, WORDS } from './words'

const PHONE_PEERS = ['ours', 'recipe', 'cos-wx-sdk-v5', 'bare POSTs'] as const
const CHUNKS = 'miniprogram-file-uploader'
/** Those that people would use instead. */
const RIVALS = ['recipe', 'cos-wx-sdk-v5'] as const
/** Where the charts are, seen from the page. */
const FILES = { en: 'performance/', zh: '../performance/' } as const
/** A smaller difference is no difference. */
const AS_FAST = 1.02

/** docs/performance.md, or its Chinese counterpart. */
export function pageOf(results: Results, language: Language): string {
  const words = (text: Text): string => text[language]
  const parts = [
    words(WORDS.title),
    words(WORDS.switch),
    words(WORDS.intro),
    words(WORDS.share),
    `![](${FILES[language]}phone.${language}.svg)`,
    table(
      [words(WORDS.columns.case), ...PHONE_PEERS.map((peer) => nameOf(peer, language))],
      shareRows(results, language),
    ),
    `${words(WORDS.chunks)}${cellOf(results, 'parts-jitless', CHUNKS)}`,
    words(WORDS.trips),
    tripsTable(results, language),
    words(WORDS.lost),
    lostLines(results, language).join('\n'),
    words(WORDS.why),
    words(WORDS.kept),
    keptTable(results, language),
    words(WORDS.growth),
    growthTable(results, language),
    words(WORDS.web),
    `![](${FILES[language]}web.${language}.svg)`,
    webTable(results, language),
  ]
  return `${parts.join('\n\n')}\n`
}

export const nameOf = (peer: string, language: Language): string => PEER_WORDS[peer]?.[language] ?? peer

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const measuresOf = (results: Results, cell: string, peer: string): readonly Measure[] => results[cell]?.[peer] ?? []

function cellOf(results: Results, cell: string, peer: string, digits = 2): string {
  const measures = measuresOf(results, cell, peer)
  if (measures.length === 0) return '—'
  return `${medianOf(measures, ({ value }) => value).toFixed(digits)} (${medianOf(measures, ({ load }) => load).toFixed(1)})`
}

const shareRows = (results: Results, language: Language): string[][] =>
  Object.entries(SHARE_CELLS).map(([id, text]) => [
    text[language],
    ...PHONE_PEERS.map((peer) => cellOf(results, id, peer)),
  ])

function tripsTable(results: Results, language: Language): string {
  const { case: one, cpu } = WORDS.columns
  const farMs = (peer: string): string =>
    medianOf(measuresOf(results, '9-small', peer), (measure) => measure.farMs ?? 0).toFixed(1)
  return table(
    [one[language], ...PHONE_PEERS.map((peer) => nameOf(peer, language))],
    [
      ...Object.entries(TRIPS_CELLS).map(([id, text]) => [
        text[language],
        ...PHONE_PEERS.map((peer) => cellOf(results, id, peer, 1)),
      ]),
      [cpu[language], ...PHONE_PEERS.map(farMs)],
    ],
  )
}

/** The cells in which one of the others is faster. */
function lostLines(results: Results, language: Language): string[] {
  const trips = { '9-small': { en: '9 files of 20 KB, round trips', zh: '9 个 20 KB 文件，往返次数' } }
  return Object.entries({ ...SHARE_CELLS, ...trips }).flatMap(([id, text]) => {
    const value = (peer: string): number => medianOf(measuresOf(results, id, peer), (one) => one.value)
    const [best = 'recipe'] = [...RIVALS].sort((a, b) => value(a) - value(b))
    if (!(value('ours') > value(best) * AS_FAST)) return []
    const figures = [value('ours').toFixed(2), nameOf(best, language), value(best).toFixed(2)] as const
    return [WORDS.lostLine[language](text[language], ...figures)]
  })
}

function keptTable(results: Results, language: Language): string {
  const { by, claimed, stored } = WORDS.columns
  const rows = PHONE_PEERS.map((peer) => {
    const measures = measuresOf(results, '9-photos-cut', peer)
    const sum = (of: (one: Measure) => number): number => measures.reduce((total, one) => total + of(one), 0)
    const files = sum((one) => one.files)
    return [nameOf(peer, language), `${sum((one) => one.claimed)} / ${files}`, `${sum((one) => one.stored)} / ${files}`]
  })
  return table([by[language], claimed[language], stored[language]], rows)
}

function growthTable(results: Results, language: Language): string {
  const peers = ['ours', 'recipe', 'bare POSTs']
  const withMemory = (id: string, peer: string): string => {
    const measures = measuresOf(results, id, peer)
    if (measures.length === 0) return '—'
    return `${cellOf(results, id, peer)}, ${medianOf(measures, ({ peakMb }) => peakMb).toFixed(0)} MB`
  }
  const rows = Object.entries(GROWTH_CELLS).map(([id, text]) => [
    text[language],
    ...peers.map((peer) => withMemory(id, peer)),
  ])
  return table([WORDS.columns.case[language], ...peers.map((peer) => nameOf(peer, language))], rows)
}

function webTable(results: Results, language: Language): string {
  const { by, ofLink, script, memory, requests } = WORDS.columns
  const rows = Object.entries(results[WEB_CELL] ?? {}).map(([peer, measures]) => [
    nameOf(peer, language),
    cellOf(results, WEB_CELL, peer, 3),
    ...[medianOf(measures, (one) => one.scriptMs ?? 0), medianOf(measures, (one) => one.peakMb)].map((n) =>
      n.toFixed(0),
    ),
    String(medianOf(measures, (one) => one.requests ?? 0)),
  ])
  return table(
    [by, ofLink, script, memory, requests].map((column) => column[language]),
    rows,
  )
}

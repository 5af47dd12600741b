/**
 * node --import tsx bench/peers/peers.ts [CELL…]: this library beside what people use otherwise, in all cells or in the
 * named ones. It installs the other libraries first, writes docs/performance.md and what belongs to it, and takes about
 * 20 minutes. Let the machine do nothing else: the load is written beside each figure.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { progress, type Row, report } from '../rig/report'
import { spread } from '../rig/samples'
import { documentsOf } from './documents'
import { installPeers } from './packages'
import { measurePhones, PHONE_CELLS } from './phone-cells'
import { type Measure, medianOf, readResults, writeResults } from './results'
import { measurePages } from './web-cell'
import { WEB_CELL } from './words'

const DOCS = new URL('../../docs/', import.meta.url)

installPeers()
const wanted = process.argv.slice(2)
const results = readResults()
const rows: Row[] = []

const rowOf = (cell: string, peer: string, measures: Measure[]): Row => {
  const [one] = measures
  const [claimed, stored] = [medianOf(measures, (m) => m.claimed), medianOf(measures, (m) => m.stored)]
  return {
    what: `${cell}: ${peer}`,
    measured: medianOf(measures, ({ value }) => value).toFixed(2),
    spread: `${spread(measures.map(({ value }) => value))}, ${claimed} claimed and ${stored} stored of ${one?.files}`,
  }
}

/** The cells, each with what measures it. */
const cells: Record<string, (folder: string, on: (peer: string, measure: Measure) => void) => Promise<void>> = {
  ...Object.fromEntries(
    PHONE_CELLS.map((cell) => [
      cell.id,
      (folder: string, on: (peer: string, measure: Measure) => void) => measurePhones(cell, folder, on),
    ]),
  ),
  [WEB_CELL]: measurePages,
}

async function measureCell(id: string, folder: string): Promise<void> {
  const measured: Record<string, Measure[]> = {}
  await cells[id]?.(folder, (peer, measure) => {
    measured[peer] = [...(measured[peer] ?? []), measure]
    progress(`${id}: ${peer} ${JSON.stringify(measure)}`)
  })
  results[id] = measured
  writeResults(results)
  for (const [peer, measures] of Object.entries(measured)) rows.push(rowOf(id, peer, measures))
}

const folder = await mkdtemp(join(tmpdir(), 'wx-oss-upload-bench-'))
try {
  for (const id of Object.keys(cells)) if (wanted.length === 0 || wanted.includes(id)) await measureCell(id, folder)
} finally {
  await rm(folder, { recursive: true, force: true })
}
for (const [name, text] of Object.entries(documentsOf(readResults()))) await writeFile(new URL(name, DOCS), text)
report(rows)

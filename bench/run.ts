/**
 * npm run bench -- [NAME…]: runs the named benches, or all of them but `peers` (about a quarter of an hour), one after the
 * other, and prints one table. Exits 1 unless all targets are met.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { progress, type Row, table } from './rig/report'

/** Files of this folder. The last part of each is the name of the bench. */
const BENCHES = [
  'photos',
  'upload',
  'page',
  'requests',
  'buffers',
  'memory',
  'checksum',
  'crc64',
  'judgement',
  'backend/tickets',
  'backend/oss-client',
  'backend/confirm',
  'backend/hooks',
  'backend/refusals',
  'backend/start',
  'soak',
]

/** It installs other libraries, and writes into docs. */
const ONLY_BY_NAME = ['peers/peers']

/** Runs a bench in its own process, so that it does not affect the memory of the next one. */
async function run(path: string): Promise<Row[]> {
  progress(`── ${basename(path)}`)
  const rows: Row[] = []
  const bench = fork(fileURLToPath(new URL(`${path}.ts`, import.meta.url)), { execArgv: ['--import', 'tsx'] })
  bench.on('message', (message: { rows: Row[] }) => rows.push(...message.rows))
  await once(bench, 'exit')
  if (rows.length === 0) rows.push({ what: basename(path), measured: 'failed', isMet: false })
  return rows
}

const names = process.argv.slice(2)
const all = [...BENCHES, ...ONLY_BY_NAME]
const known = all.map((path) => basename(path))
const unknown = names.filter((name) => !known.includes(name))
if (unknown.length > 0) {
  process.stderr.write(`expected any of ${known.join(', ')}; got ${unknown.join(', ')}\n`)
  process.exitCode = 2
} else {
  const wanted = names.length === 0 ? BENCHES : all.filter((path) => names.includes(basename(path)))
  const rows: Row[] = []
  for (const path of wanted) rows.push(...(await run(path)))
  console.log(table(rows))
  if (rows.some(({ isMet }) => isMet === false)) process.exitCode = 1
}

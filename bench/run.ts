/**
 * npm run bench -- [NAME…]: runs the named benches, or all of them (about a quarter of an hour), one after the other, and
 * prints one table. Exits 1 unless all targets are met.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { progress, type Row, table } from './rig/report'

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
  'tickets',
  'oss-client',
  'confirm',
  'hooks',
  'refusals',
  'start',
  'soak',
]

/** Runs a bench in its own process, so that it does not affect the memory of the next one. */
async function run(name: string): Promise<Row[]> {
  progress(`── ${name}`)
  const rows: Row[] = []
  const bench = fork(fileURLToPath(new URL(`${name}.ts`, import.meta.url)), { execArgv: ['--import', 'tsx'] })
  bench.on('message', (message: { rows: Row[] }) => rows.push(...message.rows))
  await once(bench, 'exit')
  if (rows.length === 0) rows.push({ what: name, measured: 'failed', isMet: false })
  return rows
}

const names = process.argv.slice(2)
const unknown = names.filter((name) => !BENCHES.includes(name))
if (unknown.length > 0) {
  process.stderr.write(`expected any of ${BENCHES.join(', ')}; got ${unknown.join(', ')}\n`)
  process.exitCode = 2
} else {
  const rows: Row[] = []
  for (const name of names.length > 0 ? names : BENCHES) rows.push(...(await run(name)))
  console.log(table(rows))
  if (rows.some(({ isMet }) => isMet === false)) process.exitCode = 1
}

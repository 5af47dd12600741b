/**
 * node --import tsx bench/crc64.ts: MB of CRC-64 a second, with the JIT compiler and, as on some phones, without,
 * compared with a loop that only adds the same bytes. Compare ratios within one run only: machines differ.
 */
import { execFileSync } from 'node:child_process'
import { randomFillSync } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { EMPTY_CRC64, updateCrc64 } from '../miniprogram/uploader/core/crc64/crc64'
import { type Row, report } from './rig/report'
import { median } from './rig/samples'

const MB = 1024 ** 2
const ROUNDS = 5
/** Share of an upload's time at 100 Mbit/s. */
const TARGET_SHARE = 0.05
const LINK_BYTES_PER_SECOND = 100e6 / 8

interface Speeds {
  /** Time for the first byte, including the tables, ms. */
  firstMs: number
  crc: number
  sum: number
}

function bytesPerSecond(bytes: Uint8Array, work: (bytes: Uint8Array) => void): number {
  const rates: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedAt = performance.now()
    work(bytes)
    rates.push((bytes.length * 1000) / (performance.now() - startedAt))
  }
  return median(rates)
}

let sink = 0
function addUp(bytes: Uint8Array): void {
  for (let i = 0; i < bytes.length; i += 1) sink = (sink + (bytes[i] as number)) | 0
}

function measure(size: number): Speeds {
  const startedAt = performance.now()
  updateCrc64(EMPTY_CRC64, new Uint8Array(1))
  const firstMs = performance.now() - startedAt
  const bytes = randomFillSync(new Uint8Array(size))
  return {
    firstMs,
    crc: bytesPerSecond(bytes, (all) => updateCrc64(EMPTY_CRC64, all)),
    sum: bytesPerSecond(bytes, addUp),
  }
}

/** The child gets this file as plain JavaScript: tsx needs WebAssembly, which needs a JIT compiler. */
async function measureApart(flags: string[], size: number): Promise<Speeds> {
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(import.meta.url)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['esbuild'],
    write: false,
  })
  const output = execFileSync(process.execPath, [...flags, '--input-type=module', '-', String(size)], {
    input: outputFiles[0]?.text ?? '',
    encoding: 'utf8',
    // Node warns that --jitless disables WebAssembly.
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  return JSON.parse(output) as Speeds
}

function rowsOf(title: string, { firstMs, crc, sum }: Speeds): Row[] {
  return [
    { what: `CRC-64 ${title}`, measured: `${(crc / MB).toFixed(0)} MB/s` },
    { what: `CRC-64 ${title}: relative to adding the bytes`, measured: (crc / sum).toFixed(2) },
    { what: `CRC-64 ${title}: tables and first byte`, measured: `${firstMs.toFixed(2)} ms` },
  ]
}

const [size] = process.argv.slice(2)
if (size) {
  process.stdout.write(JSON.stringify(measure(Number(size))))
} else {
  const compiled = await measureApart([], 64 * MB)
  const interpreted = await measureApart(['--jitless'], 8 * MB)
  const share = LINK_BYTES_PER_SECOND / compiled.crc
  report([
    ...rowsOf('with a JIT compiler', compiled),
    ...rowsOf('--jitless', interpreted),
    {
      what: 'CRC-64 with a JIT compiler, relative to --jitless',
      measured: (compiled.crc / interpreted.crc).toFixed(0),
    },
    {
      what: 'CRC-64 with a JIT compiler: share of the time that the bytes take at 100 Mbit/s',
      measured: share.toFixed(3),
      expected: `< ${TARGET_SHARE}`,
      isMet: share < TARGET_SHARE,
    },
  ])
}

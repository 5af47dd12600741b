/**
 * node --import tsx bench/checksum.ts: the share of an upload's time at 100 Mbit/s that the thread spends on its CRC-64,
 * with the JIT compiler and, as on some phones, without. Compare shares within one run only: machines differ.
 *
 * And how much longer than the link needs an upload takes without the JIT compiler, where the checksum is not awaited.
 */
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build, type Plugin } from 'esbuild'
import { startFarSide } from './rig/far-side'
import { progress, type Row, report } from './rig/report'
import { median, spread } from './rig/samples'
import type { TimedUpload } from './rig/timed-upload'
import { MP4_HEAD } from './rig/video'

const MB = 1024 ** 2
const SIZE = 100 * MB
/** The time of a start shows most in a file of a few parts. */
const SHORT_SIZE = 20 * MB
const BYTES_PER_SECOND = 100e6 / 8
const ROUNDS = 3
const TARGET_SHARE = 0.05
const TARGET_TIME = 1.08

/** Measures the one function that computes all checksums. */
const stopwatch: Plugin = {
  name: 'stopwatch',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\/crc64$/ }, ({ importer, resolveDir }) =>
      importer.endsWith('paced-crc64.ts') ? { path: join(resolveDir, 'crc64.ts'), namespace: 'timed' } : undefined,
    )
    onLoad({ filter: /.*/, namespace: 'timed' }, ({ path }) => ({
      resolveDir: dirname(path),
      contents: `
        import { updateCrc64 as update } from './crc64'
        export function updateCrc64(crc, bytes) {
          const startedAt = performance.now()
          const next = update(crc, bytes)
          globalThis.checksumMs += performance.now() - startedAt
          return next
        }`,
    }))
  },
}

/** Bundles into one file of plain JavaScript: tsx needs WebAssembly, which needs a JIT compiler. */
async function bundle(outfile: string): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(new URL('rig/timed-upload.ts', import.meta.url))],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    plugins: [stopwatch],
  })
}

const folder = await mkdtemp(join(tmpdir(), 'wx-oss-upload-bench-'))
const far = await startFarSide({ bandwidth: BYTES_PER_SECOND, latencyMs: 20 })

async function uploads(title: string, flags: string[], program: string, path: string): Promise<TimedUpload[]> {
  const timed: TimedUpload[] = []
  for (let round = 1; round <= ROUNDS; round += 1) {
    const { stdout } = await promisify(execFile)(process.execPath, [...flags, program, far.server, path])
    const one = JSON.parse(stdout) as TimedUpload
    timed.push(one)
    progress(`${title}, round ${round}: ${one.ms.toFixed(0)} ms, of these ${one.checksumMs.toFixed(0)} ms CRC-64`)
  }
  return timed
}

function rowsOf(title: string, timed: TimedUpload[], target?: number): Row[] {
  const shares = timed.map(({ ms, checksumMs }) => checksumMs / ms)
  const rates = timed.map(({ ms }) => ((SIZE / BYTES_PER_SECOND) * 1000) / ms)
  return [
    {
      what: `100 MB at 100 Mbit/s, ${title}: CRC-64, of the upload’s time`,
      measured: median(shares).toFixed(3),
      spread: spread(shares, 3),
      ...(target && { expected: `< ${target}`, isMet: median(shares) < target }),
    },
    {
      what: `100 MB at 100 Mbit/s, ${title}: by parts, of the link’s own rate`,
      measured: median(rates).toFixed(2),
      spread: spread(rates),
    },
  ]
}

function timeRow(timed: TimedUpload[]): Row {
  const times = timed.map(({ ms }) => ms / ((SHORT_SIZE / BYTES_PER_SECOND) * 1000))
  return {
    what: '20 MB at 100 Mbit/s, --jitless: by parts, of the link’s own time',
    measured: median(times).toFixed(2),
    spread: spread(times),
    expected: `≤ ${TARGET_TIME}`,
    isMet: median(times) <= TARGET_TIME,
  }
}

async function writeRandom(name: string, size: number): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, Buffer.concat([MP4_HEAD, randomBytes(size - MP4_HEAD.length)]))
  return path
}

try {
  const path = await writeRandom('video.mp4', SIZE)
  const shortPath = await writeRandom('short.mp4', SHORT_SIZE)
  const program = join(folder, 'timed-upload.mjs')
  await bundle(program)
  const compiled = await uploads('with a JIT compiler', [], program, path)
  const interpreted = await uploads('--jitless', ['--jitless'], program, path)
  const short = await uploads('20 MB, --jitless', ['--jitless'], program, shortPath)
  report([
    ...rowsOf('with a JIT compiler', compiled, TARGET_SHARE),
    ...rowsOf('--jitless', interpreted),
    timeRow(short),
  ])
} finally {
  await far.close()
  await rm(folder, { recursive: true, force: true })
}

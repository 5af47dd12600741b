/**
 * node --import tsx bench/memory.ts: peak memory of one process with phone, backend, OSS and STS, for a small and a big
 * video, by form and in parts; each is downloaded and compared. Compare ratios within one run only: machines differ.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Peak } from './rig/peak-memory'
import { progress, report } from './rig/report'
import { writeVideo } from './rig/video'

const MB = 1024 ** 2
const MAX_RATIO = 1.5

const folder = await mkdtemp(join(tmpdir(), 'wx-oss-upload-bench-'))

async function peakOf(way: 'form' | 'parts', megabytes: number): Promise<Peak> {
  const path = await writeVideo(join(folder, `${megabytes}.mp4`), megabytes * MB)
  const program = fileURLToPath(new URL('rig/peak-memory.ts', import.meta.url))
  const child = fork(program, [way, path, join(folder, 'cloud')], { execArgv: ['--import', 'tsx'] })
  const ended = once(child, 'exit')
  const [peak] = (await once(child, 'message')) as [Peak]
  await ended
  progress(`${megabytes} MB by ${way}: peak ${peak.most.toFixed(0)} MB, at the start ${peak.atStart.toFixed(0)} MB`)
  return peak
}

const row = (what: string, ratio: number) => ({
  what,
  measured: ratio.toFixed(2),
  expected: `≤ ${MAX_RATIO}`,
  isMet: ratio <= MAX_RATIO,
})
const rise = ({ atStart, most }: Peak): number => most - atStart

try {
  const small = await peakOf('form', 1)
  const big = await peakOf('form', 1024)
  // Enough for three parts at a time, as with a bigger video.
  const fewParts = await peakOf('parts', 32)
  const manyParts = await peakOf('parts', 1024)
  report([
    row('1 GB by form: peak memory, of that for 1 MB', big.most / small.most),
    row('1 GB by parts: peak memory, of that for 1 MB by form', manyParts.most / small.most),
    row('1 GB by parts: rise of memory, of that for 32 MB by parts', rise(manyParts) / rise(fewParts)),
  ])
} finally {
  await rm(folder, { recursive: true, force: true })
}

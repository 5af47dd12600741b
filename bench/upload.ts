/**
 * node --import tsx bench/upload.ts: 100 MB in parts at 20 Mbit/s and a round trip of 40 ms, compared with the link's
 * bandwidth and with one raw POST of the same bytes. It takes four minutes. Compare ratios within one run only: machines
 * differ.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startFarSide } from './rig/far-side'
import { startPhone } from './rig/phone'
import { rawPost } from './rig/raw-post'
import { progress, report } from './rig/report'
import { median, spread } from './rig/samples'
import { writeVideo } from './rig/video'

const SIZE = 100 * 1024 ** 2
const BYTES_PER_SECOND = 20e6 / 8
const ROUNDS = 3
const TARGET = 0.95

const folder = await mkdtemp(join(tmpdir(), 'wx-oss-upload-bench-'))
const far = await startFarSide({ bandwidth: BYTES_PER_SECOND, latencyMs: 20 })

async function byParts(path: string): Promise<number> {
  const { host, uploader } = await startPhone(far.server)
  const startedAt = performance.now()
  await uploader.upload(host.temp(path), { route: 'video' }).done
  const ms = performance.now() - startedAt
  await host.dispose()
  return ms
}

try {
  const path = await writeVideo(join(folder, 'video.mp4'), SIZE)
  const linkMs = (SIZE / BYTES_PER_SECOND) * 1000
  const shares: Record<'raw' | 'parts' | 'partsOfRaw', number[]> = { raw: [], parts: [], partsOfRaw: [] }
  for (let round = 1; round <= ROUNDS; round += 1) {
    const [raw, parts] = [await rawPost(far.sink, path), await byParts(path)]
    shares.raw.push(linkMs / raw)
    shares.parts.push(linkMs / parts)
    shares.partsOfRaw.push(raw / parts)
    progress(`round ${round} of ${ROUNDS}: raw POST ${raw.toFixed(0)} ms, in parts ${parts.toFixed(0)} ms`)
  }
  const row = (what: string, values: number[]) => ({
    what,
    measured: median(values).toFixed(3),
    spread: spread(values, 3),
  })
  report([
    row('100 MB at 20 Mbit/s, 40 ms: one raw POST, of the link’s own rate', shares.raw),
    {
      ...row('100 MB at 20 Mbit/s, 40 ms: by parts, of the link’s own rate', shares.parts),
      expected: `≥ ${TARGET}`,
      isMet: median(shares.parts) >= TARGET,
    },
    row('100 MB at 20 Mbit/s, 40 ms: by parts, of one raw POST', shares.partsOfRaw),
  ])
} finally {
  await far.close()
  await rm(folder, { recursive: true, force: true })
}

/**
 * node --import tsx bench/buffers.ts: the most ArrayBuffer bytes that the library holds at a time while it sends 2 GB in
 * parts, counted by `wx-host`; and those of the whole process, in which `wx-host` copies each body once more.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { collectGarbage } from '../dev/wx-host/memory/collect-garbage'
import { startFarSide } from './rig/far-side'
import { startPhone } from './rig/phone'
import { report } from './rig/report'
import { writeVideo } from './rig/video'

const MB = 1024 ** 2
const SIZE = 2048 * MB
/** On Wi-Fi the library sends three parts of 4 MB at a time. */
const PARALLEL = 3
const PART_SIZE = 4 * MB
const SPARE = 2 * MB
const SAMPLE_MS = 50

const folder = await mkdtemp(join(tmpdir(), 'wx-oss-upload-bench-'))
const far = await startFarSide()
try {
  const path = await writeVideo(join(folder, 'video.mp4'), SIZE)
  const { host, uploader } = await startPhone(far.server, { host: { countBuffers: true } })
  const sample = (): number => {
    collectGarbage()
    return process.memoryUsage().arrayBuffers
  }
  const before = sample()
  let most = 0
  const sampling = setInterval(() => {
    most = Math.max(most, sample() - before)
  }, SAMPLE_MS)
  await uploader.upload(host.temp(path), { route: 'video' }).done
  clearInterval(sampling)

  const limit = PARALLEL * PART_SIZE + SPARE
  report([
    {
      what: '2 GB by parts of 4 MB: most ArrayBuffer bytes held by the library',
      measured: `${(host.buffers.most() / MB).toFixed(2)} MB`,
      expected: `≤ ${limit / MB} MB`,
      isMet: host.buffers.most() <= limit,
    },
    { what: '2 GB by parts of 4 MB: left when it has ended', measured: `${host.buffers.now()} bytes` },
    {
      what: '2 GB by parts of 4 MB: most in the process, wx-host’s own copies included',
      measured: `${(most / MB).toFixed(2)} MB`,
    },
  ])
  await host.dispose()
} finally {
  await far.close()
  await rm(folder, { recursive: true, force: true })
}

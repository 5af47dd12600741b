/**
 * node --import tsx bench/requests.ts: the requests of an upload of N parts to the backend and to OSS, counted there,
 * with a warm session: N parts, one call to start, one to complete, and one for each further batch of signatures.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startFarSide } from './rig/far-side'
import { startPhone } from './rig/phone'
import { type Row, report } from './rig/report'
import { writeVideo } from './rig/video'

const PART_SIZE = 1024 ** 2
/** The library splits a file of up to 10 GB into at most 1000 parts. */
const COUNTS = [1, 2, 25, 512, 513, 1000]
/** For each so many parts, one more call is expected. */
const BATCH = 500

const folder = await mkdtemp(join(tmpdir(), 'wx-oss-upload-bench-'))
const far = await startFarSide()

async function measure(parts: number): Promise<Row> {
  const path = await writeVideo(join(folder, `${parts}.mp4`), parts * PART_SIZE)
  // Small files are sent in parts too, and on 3G the parts have 1 MB.
  const { host, uploader } = await startPhone(far.server, { multipartThreshold: 1 })
  host.setNetwork('3g')
  await far.requests()
  await uploader.upload(host.temp(path), { route: 'video' }).done
  const { backend, oss } = await far.requests()
  await host.dispose()
  const most = parts + 2 + Math.floor(parts / BATCH)
  return {
    what: `requests of an upload in ${parts} ${parts === 1 ? 'part' : 'parts'}: OSS ${oss}, backend ${backend}`,
    measured: String(oss + backend),
    expected: `≤ ${most}`,
    isMet: oss === parts && oss + backend <= most,
  }
}

try {
  const rows: Row[] = []
  for (const parts of COUNTS) rows.push(await measure(parts))
  report(rows)
} finally {
  await far.close()
  await rm(folder, { recursive: true, force: true })
}

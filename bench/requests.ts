/**
 * node --import tsx bench/requests.ts: what an upload of N parts asks of the backend and of OSS, as they count it, with
 * a warm session: N parts, one call to begin, one to end, and one for each further batch of signatures.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startFarSide } from './far-side'
import { startPhone } from './phone'
import { type Row, report } from './report'
import { writeVideo } from './video'

const PART_SIZE = 1024 ** 2
/** The library makes no more than 1000 parts of a file, up to 10 GB. */
const COUNTS = [1, 2, 25, 512, 513, 1000]
/** Parts that the expectation allows one more call for. */
const BATCH = 500

const folder = await mkdtemp(join(tmpdir(), 'wx-oss-upload-bench-'))
const far = await startFarSide()

async function measure(parts: number): Promise<Row> {
  const path = await writeVideo(join(folder, `${parts}.mp4`), parts * PART_SIZE)
  // Also what is small goes by parts; and on 3G they are of 1 MB.
  const { host, uploader } = await startPhone(far.server, { multipartThreshold: 1 })
  host.setNetwork('3g')
  await far.requests()
  await uploader.upload(host.temp(path), { route: 'video' }).done
  const { backend, oss } = await far.requests()
  await host.dispose()
  const most = parts + 2 + Math.floor(parts / BATCH)
  return {
    what: `requests of an upload by ${parts} ${parts === 1 ? 'part' : 'parts'}: OSS ${oss}, backend ${backend}`,
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

/**
 * node --import tsx bench/page.ts: 100 MB by parts from a page in Chromium at 100 Mbit/s and a round trip of 20 ms,
 * compared with one bare PUT of the same file from the same page. Compare ratios within one run only: machines differ.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { allowOrigins } from '../dev/stack/allow-origins'
import { startStack } from '../dev/stack/stack'
import { inChromium, type Measured } from './rig/in-chromium'
import { progress, report } from './rig/report'
import { median, spread } from './rig/samples'
import { startUploadPage } from './rig/upload-page'
import { writeVideo } from './rig/video'

const SIZE = 100 * 1024 ** 2
const BYTES_PER_SECOND = 100e6 / 8
const ROUNDS = 3
const TARGETS = { time: 1.03, scriptMs: 100, memoryMb: 120 }

const folder = await mkdtemp(join(tmpdir(), 'wx-oss-upload-bench-'))
const site = await startUploadPage()
const link = { bandwidth: BYTES_PER_SECOND, latencyMs: 10 }
const stack = await startStack({ folder, link, wiring: { corsOrigins: [site.url] } })
await allowOrigins(stack.cloud, [site.url])

/** The parts and preflights that the bucket has answered since the last call. */
function requests(): { parts: number; preflights: number } {
  const { entries } = stack.cloud.journal
  const parts = entries.filter(({ operation }) => operation === 'UploadPart').length
  const preflights = entries.filter(({ method }) => method === 'OPTIONS').length
  stack.cloud.journal.clear()
  return { parts, preflights }
}

try {
  const path = await writeVideo(join(folder, 'video.mp4'), SIZE)
  const sink = (await stack.cloud.link?.open(site.url))?.url ?? site.url
  const [bare, parts]: [Measured[], Measured[]] = [[], []]
  let sent = requests()
  for (let round = 1; round <= ROUNDS; round += 1) {
    bare.push(await inChromium(site.url, path, `put(${JSON.stringify(sink)})`))
    requests()
    parts.push(await inChromium(site.url, path, `upload(${JSON.stringify(stack.url)})`))
    sent = requests()
    const [one, other] = [bare.at(-1), parts.at(-1)].map((measured) => JSON.stringify(measured))
    progress(`round ${round} of ${ROUNDS}: bare PUT ${one}, by parts ${other}, ${JSON.stringify(sent)}`)
  }
  const linkMs = (SIZE / BYTES_PER_SECOND) * 1000
  const row = (what: string, values: number[], digits: number, most?: number) => ({
    what: `100 MB at 100 Mbit/s in a page: ${what}`,
    measured: median(values).toFixed(digits),
    spread: spread(values, digits),
    ...(most && { expected: `≤ ${most}`, isMet: median(values) <= most }),
  })
  const ofBare = parts.map(({ ms }, round) => ms / (bare[round]?.ms ?? Number.NaN))
  report([
    row(
      'one bare PUT, of the link’s own time',
      bare.map(({ ms }) => ms / linkMs),
      3,
    ),
    row(
      'by parts, of the link’s own time',
      parts.map(({ ms }) => ms / linkMs),
      3,
    ),
    row('by parts, of one bare PUT', ofBare, 3, TARGETS.time),
    row(
      'one bare PUT, ms of script',
      bare.map(({ scriptMs }) => scriptMs),
      0,
    ),
    row(
      'by parts, ms of script',
      parts.map(({ scriptMs }) => scriptMs),
      0,
      TARGETS.scriptMs,
    ),
    row(
      'one bare PUT, MB of the page’s process',
      bare.map(({ peakMb }) => peakMb),
      0,
    ),
    row(
      'by parts, MB of the page’s process',
      parts.map(({ peakMb }) => peakMb),
      0,
      TARGETS.memoryMb,
    ),
    {
      what: '100 MB at 100 Mbit/s in a page: parts and CORS preflights',
      measured: `${sent.parts}, ${sent.preflights}`,
    },
  ])
} finally {
  await stack.close()
  await site.close()
  await rm(folder, { recursive: true, force: true })
}

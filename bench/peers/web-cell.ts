import { loadavg } from 'node:os'
import { join } from 'node:path'
import { allowOrigins } from '../../dev/stack/allow-origins'
import { startStack } from '../../dev/stack/stack'
import { inChromium } from '../rig/in-chromium'
import { writeVideo } from '../rig/video'
import type { Measure } from './results'
import { startPeersPage, WEB_PEERS } from './web-page'

const SIZE = 100 * 1024 ** 2
const BYTES_PER_SECOND = 100e6 / 8
const ROUNDS = 2

/** `WEB_CELL`: all peers of web pages, in turns. */
export async function measurePages(folder: string, onMeasure: (peer: string, measure: Measure) => void): Promise<void> {
  const path = await writeVideo(join(folder, 'page.mp4'), SIZE)
  const page = await startPeersPage()
  const stack = await startStack({
    folder: join(folder, 'page'),
    link: { bandwidth: BYTES_PER_SECOND, latencyMs: 10 },
    wiring: { corsOrigins: [page.url] },
  })
  const { cloud } = stack
  try {
    await allowOrigins(cloud, [page.url])
    const places = {
      server: stack.url,
      sink: (await cloud.link?.open(page.url))?.url,
      oss: {
        ...cloud.root,
        endpoint: cloud.link?.url,
        bucket: cloud.bucket,
        region: cloud.region,
        cname: true,
        secure: false,
      },
    }
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const peer of WEB_PEERS) {
        const [load = 0] = loadavg()
        cloud.journal.clear()
        page.requests()
        const expression = `peers[${JSON.stringify(peer)}](${JSON.stringify(places)})`
        const { ms, scriptMs, peakMb } = await inChromium(page.url, path, expression)
        const requests =
          page.requests() + cloud.journal.entries.filter(({ userAgent }) => userAgent.includes('Chrome')).length
        const value = ms / ((SIZE / BYTES_PER_SECOND) * 1000)
        onMeasure(peer, { value, files: 1, claimed: 1, stored: 1, scriptMs, peakMb, requests, load })
      }
    }
  } finally {
    await stack.close()
    await page.close()
  }
}

import { writeFile } from 'node:fs/promises'
import { browserClock } from '../../miniprogram/uploader/browser/clock'
import { describePorts } from './describe-ports'
import { startFarEnd } from './far-end'
import type { Platform } from './platform'
import { openPortsPage } from './ports-page'
import { remotePorts } from './remote-ports'

async function startPage(): Promise<Platform> {
  const farEnd = await startFarEnd()
  const here = await openPortsPage()
  const realPaths = new Map<string, string>()
  // Nothing but setTimeout and Date, which are the same here; from afar a timer could not be called off in time.
  const ports = { ...(await remotePorts(here.page)), clock: browserClock }
  return {
    farEnd,
    ports: () => ports,
    async file(name, bytes) {
      const { path, realPath } = await here.choose(name, bytes)
      realPaths.set(path, realPath)
      return path
    },
    rewrite: (path, bytes) => writeFile(realPaths.get(path) ?? '', bytes),
    missingPath: 'page-file:none/none.jpg',
    restart: async () => void (await here.page.reload()),
    settle: (promise) => promise,
    async close() {
      await here.close()
      await farEnd.close()
    },
  }
}

describe('In Chromium', () => {
  describePorts(startPage)
})

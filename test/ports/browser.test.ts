import { writeFile } from 'node:fs/promises'
import { describePorts } from './describe-ports'
import { startFarEnd } from './far-end'
import type { Platform } from './platform'
import { openPortsPage } from './ports-page'
import { remoteLifecycle, remotePorts } from './remote-ports'

async function startPage(): Promise<Platform> {
  const farEnd = await startFarEnd()
  const here = await openPortsPage()
  const realPaths = new Map<string, string>()
  const ports = await remotePorts(here.page)
  const lifecycle = remoteLifecycle(here.page)
  return {
    farEnd,
    ports: () => ports,
    lifecycle: () => lifecycle,
    withClock: (experiment, ...given) =>
      here.page.evaluate(`(${experiment})(ports.clock, ...${JSON.stringify(given)})`),
    async file(name, bytes) {
      const { path, realPath } = await here.choose(name, bytes)
      realPaths.set(path, realPath)
      return path
    },
    rewrite: (path, bytes) => writeFile(realPaths.get(path) ?? '', bytes),
    missingPath: 'page-file:none/none.jpg',
    restart: async () => void (await here.page.reload()),
    hide: here.background.freeze,
    show: here.background.show,
    setOnline: (is) => here.context.setOffline(!is),
    failures: async () => here.failures,
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

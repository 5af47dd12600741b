/** Tests of what only the browser's ports do. `test/ports` tests what the ports of every platform do. */
import { startFarEnd } from '../ports/far-end'
import { openPortsPage } from '../ports/ports-page'
import { remoteLifecycle, remotePorts } from '../ports/remote-ports'
import { describeBrokenStorage } from './broken-storage'
import { describeClock } from './clock'
import { describeFiles } from './files'
import type { Here } from './here'
import { describeLifecycle } from './lifecycle'
import { describePicker } from './picker'
import { describeSlices } from './slices'
import { describeStore } from './store'
import { describeTransport } from './transport'

// All in one file, so that they share one browser.
let here: Here
beforeAll(async () => {
  const farEnd = await startFarEnd()
  const page = await openPortsPage()
  here = { ...page, farEnd, ports: await remotePorts(page.page), lifecycle: remoteLifecycle(page.page) }
})
afterAll(async () => {
  await here.close()
  await here.farEnd.close()
})

const on = (): Here => here
describeTransport(on)
describeFiles(on)
describeSlices(on)
describeStore(on)
describeBrokenStorage(on)
describeClock(on)
describeLifecycle(on)
describePicker(on)

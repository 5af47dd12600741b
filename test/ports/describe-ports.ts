import { describeClock } from './clock'
import { describeFiles } from './files'
import { describeLifecycle } from './lifecycle'
import type { Platform } from './platform'
import { describeStore } from './store'
import { describeTransport } from './transport'

/** What must hold on every platform, as `core/ports.ts` states it. A new platform runs the same tests. */
export function describePorts(start: () => Promise<Platform>): void {
  let platform: Platform
  const on = () => platform
  beforeAll(async () => {
    platform = await start()
  })
  afterAll(() => platform.close())

  describeTransport(on)
  describeFiles(on)
  describeStore(on)
  describeClock(on)
  describeLifecycle(on)
}

import { describeClock } from './clock'
import { describeFiles } from './files'
import { describeLifecycle } from './lifecycle'
import type { Platform } from './platform'
import { describeStore } from './store'
import { describeTransport } from './transport'

/** The sentences that hold on every platform. `ports.ts` of the engine says them to whoever writes another. */
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

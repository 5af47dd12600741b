import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDisk, createWxHost, type Platform as HostPlatform, type WxHost } from '../../dev/wx-host'
import { wxPorts } from '../../miniprogram/uploader/wx/ports'
import { describePorts } from './describe-ports'
import { startFarEnd } from './far-end'
import type { Platform } from './platform'
import { seenLifecycle } from './seen-lifecycle'

async function startWxHost(platform: HostPlatform): Promise<Platform> {
  const folder = await mkdtemp(join(tmpdir(), 'ports-'))
  const farEnd = await startFarEnd()
  const disk = createDisk()
  const realPaths = new Map<string, string>()
  let host: WxHost
  let ports: ReturnType<typeof wxPorts>
  const boot = (): void => {
    host = createWxHost({ platform, disk })
    ports = wxPorts(host.wx)
  }
  boot()
  return {
    farEnd,
    ports: () => ports,
    lifecycle: () => seenLifecycle(ports.lifecycle),
    withClock: (experiment, ...given) => experiment(ports.clock, ...given),
    async file(name, bytes) {
      const realPath = join(folder, `${realPaths.size}-${name}`)
      await writeFile(realPath, bytes)
      const path = host.temp(realPath)
      realPaths.set(path, realPath)
      return path
    },
    rewrite: (path, bytes) => writeFile(realPaths.get(path) ?? '', bytes),
    get missingPath() {
      const path = host.temp(join(folder, 'none.jpg'))
      host.forget(path)
      return path
    },
    async restart() {
      await host.dispose()
      boot()
    },
    hide: async () => host.hide(),
    show: async () => host.show(),
    setOnline: async (is) => host.setNetwork(is ? 'wifi' : 'none'),
    failures: async () => [],
    settle: (promise) => promise,
    async close() {
      await host.dispose()
      disk.remove()
      await farEnd.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

describe.each(['ios', 'android', 'devtools'] as const)('On wx-host as %s', (platform) => {
  describePorts(() => startWxHost(platform))
})

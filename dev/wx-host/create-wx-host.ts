import { randomBytes } from 'node:crypto'
import { createActivity, type OpenCounts } from './activity'
import { createCallLog, type LoggedCall } from './call-log'
import { createWx, type HostWx } from './create-wx'
import { createDisk, type Disk } from './disk'
import { createFaults, type Faults } from './faults'
import { createBufferCount, type HeldBuffers, withCounted } from './held-buffers'
import { createKeptConnections, type WiredDevice } from './kept-connections'
import type { LocalPaths } from './local-paths'
import type { NetworkType } from './network'
import { traitsOf, type WxHostOptions } from './options'
import type { Picks } from './pickers'
import type { Permissions } from './privacy'
import { createThread } from './thread'

/** A phone with one mini-program on it: `wx`, and the hands of its user. `privacy` and `systemPermission` may be set. */
export interface WxHost extends Picks, Permissions, Pick<LocalPaths, 'temp' | 'forget'> {
  wx: HostWx
  faults: Faults
  /** Calls made so far; each is completed as it settles. */
  log: readonly LoggedCall[]
  /** The codes that `wx.login` has given. */
  codes: readonly string[]
  disk: Disk
  readonly network: NetworkType
  /** `none` breaks whatever is on its way. */
  setNetwork(type: NetworkType): void
  setWeakNetwork(isWeak: boolean): void
  /** Into the background: new network calls fail, and after `suspendAfterMs` so do the old, and the thread is suspended. */
  hide(): void
  show(): void
  warnOfMemory(level: 5 | 10 | 15): void
  /** The device's own clock, ms. */
  now(): number
  open(): OpenCounts
  /** All zero unless `countBuffers` was asked for. */
  buffers: HeldBuffers
  /** Breaks off and gives back everything. Callbacks not yet delivered never are. */
  dispose(): Promise<void>
}

export function createWxHost(options: WxHostOptions = {}): WxHost {
  const disk = options.disk ?? createDisk()
  const device = createDevice(options)
  const { activity, thread, faults, log } = device
  const codes: string[] = []
  const parts = createWx({ device, disk, codes, permissions: () => host, options })
  const { paths, picks, network, lifecycle } = parts
  const buffers = options.countBuffers ? createBufferCount() : undefined

  const host: WxHost = {
    wx: buffers ? withCounted(parts.wx, buffers) : parts.wx,
    faults,
    log: log.entries,
    codes,
    disk,
    ...picks,
    privacy: 'declared',
    systemPermission: 'granted',
    temp: paths.temp,
    forget: paths.forget,
    get network() {
      return network.type()
    },
    setNetwork: network.setType,
    setWeakNetwork: network.setWeak,
    hide: lifecycle.hide,
    show: lifecycle.show,
    warnOfMemory: lifecycle.warnOfMemory,
    now: device.now,
    buffers: buffers ?? { now: () => 0, most: () => 0 },
    open: () => ({ ...activity.counts(), callbacks: thread.waiting() }),
    dispose: async () => {
      thread.stop()
      lifecycle.stop()
      parts.calls.abortAll()
      device.kept.closeAll()
      await parts.closeFiles()
      if (!options.disk) disk.remove()
    },
  }
  return host
}

function createDevice(options: WxHostOptions): WiredDevice {
  const { platform = 'devtools', appId = 'wx0123456789abcdef', clockOffsetMs = 0 } = options
  const traits = traitsOf(options)
  return {
    platform,
    traits,
    referer: `https://servicewechat.com/${appId}/${traits.refererVersion}/page-frame.html`,
    thread: createThread(),
    activity: createActivity(),
    faults: createFaults(),
    log: createCallLog(),
    kept: createKeptConnections(),
    now: () => Date.now() + clockOffsetMs,
    randomHex: options.randomHex ?? ((bytes) => randomBytes(bytes).toString('hex')),
  }
}

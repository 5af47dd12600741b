import { randomBytes } from 'node:crypto'
import { createWx, type HostWx } from './create-wx'
import { createActivity, type OpenCounts } from './device/activity'
import { createCallLog, type LoggedCall } from './device/call-log'
import { createFaults, type Faults } from './device/faults'
import { createThread } from './device/thread'
import type { LocalPaths } from './files/local-paths'
import { createBufferCount, type HeldBuffers, withCounted } from './memory/held-buffers'
import { createKeptConnections, type WiredDevice } from './network/kept-connections'
import type { NetworkType } from './network/network'
import { traitsOf, type WxHostOptions } from './options'
import type { Picks } from './pickers/pickers'
import type { Permissions } from './pickers/privacy'
import { createDisk, type Disk } from './storage/disk'

/** A phone with one mini-program: `wx`, and what its user and its platform can do. `privacy` and `systemPermission` may be set. */
export interface WxHost extends Picks, Permissions, Pick<LocalPaths, 'temp' | 'forget'> {
  wx: HostWx
  faults: Faults
  /** Calls made so far; each entry is completed when its call settles. */
  log: readonly LoggedCall[]
  /** The codes that `wx.login` has issued. */
  codes: readonly string[]
  disk: Disk
  readonly network: NetworkType
  /** `none` breaks the calls in flight. */
  setNetwork(type: NetworkType): void
  setWeakNetwork(isWeak: boolean): void
  /** Sends the app to the background: new network calls fail; after `suspendAfterMs` calls in flight fail and the thread is suspended. */
  hide(): void
  show(): void
  warnOfMemory(level: 5 | 10 | 15): void
  /** The device's own clock, ms since 1970. */
  now(): number
  open(): OpenCounts
  /** All zero unless the option `countBuffers` is set. */
  buffers: HeldBuffers
  /** Aborts all calls and releases everything. Callbacks that were not delivered yet are dropped. */
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

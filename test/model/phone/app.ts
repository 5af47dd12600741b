import type { Engine } from '../../../miniprogram/uploader/core/api'
import { serverBackend } from '../../../miniprogram/uploader/core/backend/server-backend'
import { appWide } from '../../../miniprogram/uploader/core/engine/app-wide'
import { createEngine } from '../../../miniprogram/uploader/core/engine/create-engine'
import type { EngineOptions } from '../../../miniprogram/uploader/core/engine/options'
import type { Network } from '../../../miniprogram/uploader/core/ports'
import { BACKEND_URL } from '../cloud/open-backend'
import type { VirtualClock } from '../virtual-clock'
import { phoneLifecycle } from './lifecycle'
import {
  type AppParts,
  type Disk,
  type OpenResources,
  phoneClock,
  phoneFiles,
  phoneStore,
  type ReadFault,
} from './ports'
import { createThread } from './thread'
import { phoneTransport, type TransportOptions } from './transport'

export type AnyRoutes = Record<string, { readonly '~types'?: { input: unknown; data: unknown } }>

export interface AppTraits {
  network: Network
  /** Whether a suspended app hears of the return first, or of what waited. Real phones were not measured. */
  onReturn: 'show-first' | 'callbacks-first'
  progressDelayMs: number
  options: EngineOptions
}

export interface AppOptions
  extends Pick<TransportOptions, 'wire' | 'server' | 'requestFault' | 'onRequest' | 'onAnswer'> {
  clock: VirtualClock
  disk: Disk
  random: () => number
  traits: AppTraits
  readFault(): ReadFault
  onStep(): void
}

/** One run of the app, from its start until it is killed. */
export interface App {
  engine: Engine<AnyRoutes>
  /** Another uploader of the same app. */
  openEngine(): Engine<AnyRoutes>
  open: OpenResources
  hide(): void
  show(): void
  setOffline(isOffline: boolean): void
  setNetwork(network: Network): void
  isAwake(): boolean
  /** Whether the user sees it. */
  isRunning(): boolean
  isAlive(): boolean
  /** Nothing more happens in the app. OSS and the backend still act on what has reached them. */
  kill(): void
}

/** WeChat interrupts the network and suspends the thread so long after the app was hidden, ms. */
const SUSPEND_AFTER_MS = 5000

export function startApp(options: AppOptions): App {
  const { clock, disk, random, traits } = options
  const thread = createThread()
  const open: OpenResources = { descriptors: 0, timers: 0, listeners: 0, requests: 0 }
  const parts: AppParts = { clock, thread, disk, open, onStep: options.onStep }
  const lifecycle = phoneLifecycle(parts, traits.network)
  const transport = phoneTransport({ ...options, parts, lifecycle, progressDelayMs: traits.progressDelayMs })
  const ports = {
    transport,
    lifecycle,
    random,
    files: phoneFiles(parts, options.readFault),
    store: phoneStore(parts),
    clock: phoneClock(parts),
  }
  const backend = serverBackend({ server: BACKEND_URL, login: async () => disk.user }, ports)
  let cancelSuspension = (): void => {}
  let isAlive = true

  const wide = appWide()
  const openEngine = (): Engine<AnyRoutes> => createEngine(ports, backend, traits.options, wide)

  return {
    engine: openEngine(),
    openEngine,
    open,
    isAwake: lifecycle.isAwake,
    isRunning: () => isAlive && lifecycle.obstacle() !== 'hidden',
    isAlive: () => isAlive,
    hide() {
      cancelSuspension()
      lifecycle.set({ isHidden: true })
      cancelSuspension = clock.after(SUSPEND_AFTER_MS, () => {
        transport.failAll('interrupted')
        thread.suspend()
      })
    },
    show() {
      cancelSuspension()
      const onShow = (): void => lifecycle.set({ isHidden: false })
      if (traits.onReturn === 'show-first') return thread.resume(onShow)
      thread.resume()
      onShow()
    },
    setOffline(isOffline) {
      thread.call(() => lifecycle.set({ isOffline }))
      if (isOffline) transport.failAll('network')
    },
    setNetwork: (network) => thread.call(() => lifecycle.set({ network })),
    kill() {
      isAlive = false
      thread.kill()
      transport.failAll('network')
      cancelSuspension()
    },
  }
}

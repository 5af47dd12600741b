import type { Engine } from '../../../miniprogram/uploader/core/api'
import { serverBackend } from '../../../miniprogram/uploader/core/backend/server-backend'
import { createEngine } from '../../../miniprogram/uploader/core/engine/create-engine'
import type { EngineOptions } from '../../../miniprogram/uploader/core/engine/options'
import { APP_CONNECTIONS, limiter } from '../../../miniprogram/uploader/core/flow/limiter'
import type { Network } from '../../../miniprogram/uploader/core/ports'
import { BACKEND_URL } from '../cloud/open-backend'
import type { VirtualClock } from '../virtual-clock'
import {
  type Disk,
  type LifeParts,
  type Open,
  phoneClock,
  phoneFiles,
  phoneLifecycle,
  phoneStore,
  type ReadFault,
} from './ports'
import { createThread } from './thread'
import { phoneTransport, type TransportOptions } from './transport'

export type AnyRoutes = Record<string, { readonly '~types'?: { input: unknown; data: unknown } }>

export interface LifeTraits {
  network: Network
  /** Which comes first on return to a suspended app: the news of it, or what waited. Phones have not been asked. */
  onReturn: 'show-first' | 'callbacks-first'
  progressDelayMs: number
  options: EngineOptions
}

export interface LifeOptions extends Pick<TransportOptions, 'traits' | 'server' | 'strike' | 'onRequest' | 'onAnswer'> {
  clock: VirtualClock
  disk: Disk
  random: () => number
  life: LifeTraits
  readFault(): ReadFault
  onStep(): void
}

/** One run of the app, from its start until it is killed. */
export interface Life {
  engine: Engine<AnyRoutes>
  open: Open
  hide(): void
  show(): void
  setOffline(isOffline: boolean): void
  setNetwork(network: Network): void
  isAwake(): boolean
  /** Its user sees it. */
  isRunning(): boolean
  isAlive(): boolean
  /** Nothing more happens in it. What has arrived at OSS or the backend has. */
  kill(): void
}

/** From hide to the interruption of the network and the suspension of the thread, ms. */
const SUSPEND_AFTER_MS = 5000

export function startLife(options: LifeOptions): Life {
  const { clock, disk, random, life } = options
  const thread = createThread()
  const open: Open = { descriptors: 0, timers: 0, listeners: 0, requests: 0 }
  const parts: LifeParts = { clock, thread, disk, open, onStep: options.onStep }
  const lifecycle = phoneLifecycle(parts, life.network)
  const transport = phoneTransport({ ...options, parts, lifecycle, progressDelayMs: life.progressDelayMs })
  const ports = {
    transport,
    lifecycle,
    random,
    files: phoneFiles(parts, options.readFault),
    store: phoneStore(parts),
    clock: phoneClock(parts),
  }
  const backend = serverBackend({ server: BACKEND_URL, login: async () => disk.user }, ports)
  let callOffSuspension = (): void => {}
  let isAlive = true

  return {
    engine: createEngine<AnyRoutes>(ports, backend, life.options, limiter(APP_CONNECTIONS)),
    open,
    isAwake: lifecycle.isAwake,
    isRunning: () => isAlive && lifecycle.obstacle() !== 'hidden',
    isAlive: () => isAlive,
    hide() {
      callOffSuspension()
      lifecycle.set({ isHidden: true })
      callOffSuspension = clock.after(SUSPEND_AFTER_MS, () => {
        transport.breakAll('interrupted')
        thread.suspend()
      })
    },
    show() {
      callOffSuspension()
      const news = (): void => lifecycle.set({ isHidden: false })
      if (life.onReturn === 'show-first') return thread.resume(news)
      thread.resume()
      news()
    },
    setOffline(isOffline) {
      thread.call(() => lifecycle.set({ isOffline }))
      if (isOffline) transport.breakAll('network')
    },
    setNetwork: (network) => thread.call(() => lifecycle.set({ network })),
    kill() {
      isAlive = false
      thread.kill()
      transport.breakAll('network')
      callOffSuspension()
    },
  }
}

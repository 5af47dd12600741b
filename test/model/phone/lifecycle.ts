import type { Lifecycle, Network } from '../../../miniprogram/uploader/core/ports'
import type { AppParts } from './ports'

export interface DeviceState {
  isHidden: boolean
  isOffline: boolean
  network: Network
}

export interface PhoneLifecycle extends Lifecycle {
  set(change: Partial<DeviceState>): void
  isAwake(): boolean
}

export function phoneLifecycle({ open }: AppParts, network: Network): PhoneLifecycle {
  const listeners = new Set<() => void>()
  let state: DeviceState = { isHidden: false, isOffline: false, network }
  let isAwake = false
  return {
    obstacle: () => (state.isHidden ? 'hidden' : state.isOffline ? 'offline' : undefined),
    network: () => state.network,
    subscribe(onChange) {
      listeners.add(onChange)
      open.listeners = listeners.size
      return () => {
        listeners.delete(onChange)
        open.listeners = listeners.size
      }
    },
    keepAwake(on) {
      isAwake = on
    },
    isAwake: () => isAwake,
    set(change) {
      state = { ...state, ...change }
      for (const onChange of [...listeners]) onChange()
    },
  }
}

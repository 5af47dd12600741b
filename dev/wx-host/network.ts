import type { Device } from './device'
import { type Callbacks, invokePromised } from './invoke'
import { createListeners } from './listeners'

export type NetworkType = 'wifi' | '2g' | '3g' | '4g' | '5g' | 'unknown' | 'none'

/** The radio. `breakAll` is called when it goes off, for what is on the way then. */
export function createNetwork(device: Device, breakAll: () => void) {
  const statusChange = createListeners<{ isConnected: boolean; networkType: NetworkType }>(device.thread)
  const weakChange = createListeners<{ weakNet: boolean; networkType: NetworkType }>(device.thread)
  let networkType: NetworkType = 'wifi'
  let weakNet = false
  return {
    type: () => networkType,
    isOnline: () => networkType !== 'none',
    setType(type: NetworkType) {
      if (type === networkType) return
      networkType = type
      if (type === 'none') breakAll()
      statusChange.fire({ isConnected: type !== 'none', networkType: type })
    },
    setWeak(weak: boolean) {
      if (weak === weakNet) return
      weakNet = weak
      weakChange.fire({ weakNet: weak, networkType })
    },
    wx: {
      getNetworkType: (options?: Callbacks<{ networkType: NetworkType; hasSystemProxy: boolean; weakNet: boolean }>) =>
        invokePromised(device, 'getNetworkType', options, () => ({
          result: { networkType, hasSystemProxy: false, weakNet },
        })),
      onNetworkStatusChange: statusChange.on,
      offNetworkStatusChange: statusChange.off,
      onNetworkWeakChange: weakChange.on,
      offNetworkWeakChange: weakChange.off,
    },
  }
}

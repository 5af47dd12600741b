import { type Callbacks, invokePromised } from '../calls/invoke'
import { createListeners } from '../calls/listeners'
import type { Device } from '../device/device'

export type NetworkType = 'wifi' | '2g' | '3g' | '4g' | '5g' | 'unknown' | 'none'

/** The phone's network. `failAll` is called when it goes off, and ends the calls in flight. */
export function createNetwork(device: Device, failAll: () => void) {
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
      if (type === 'none') failAll()
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

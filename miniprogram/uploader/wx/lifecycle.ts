import type { Lifecycle, Network } from '../core/ports'
import type { WxApi } from './wx-api'

/** The state of the app and its network. Its listeners stay as long as the app lives: make one uploader, not many. */
export function wxLifecycle(wx: WxApi): Lifecycle {
  const listeners = new Set<() => void>()
  let hidden = false
  let networkType: string | undefined
  let weak = false

  const notify = (): void => {
    for (const onChange of [...listeners]) onChange()
  }
  const setHidden = (value: boolean): void => {
    hidden = value
    notify()
  }
  const setNetwork = (type: string, isWeak = weak): void => {
    networkType = type
    weak = isWeak
    notify()
  }
  wx.onAppHide(() => setHidden(true))
  wx.onAppShow(() => setHidden(false))
  wx.onNetworkStatusChange((status) => setNetwork(status.isConnected ? status.networkType : 'none'))
  wx.onNetworkWeakChange?.(({ weakNet }) => setNetwork(networkType ?? 'unknown', weakNet))
  wx.getNetworkType({
    // If the network changed before this answer, the answer is out of date.
    success: (answer) => networkType ?? setNetwork(answer.networkType, answer.weakNet),
  })

  return {
    obstacle() {
      if (hidden) return 'hidden'
      return networkType === 'none' ? 'offline' : undefined
    },
    network: () => ({ type: asNetworkType(networkType), weak }),
    subscribe(onChange) {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
    keepAwake: (on) => void wx.setKeepScreenOn({ keepScreenOn: on, fail: () => {} }),
  }
}

const KNOWN: Network['type'][] = ['wifi', '5g', '4g', '3g', '2g']

const asNetworkType = (type: string | undefined): Network['type'] => KNOWN.find((known) => known === type) ?? 'unknown'

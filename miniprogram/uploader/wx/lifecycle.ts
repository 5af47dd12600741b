import type { Lifecycle, Network } from '../core/ports'
import type { WxApi } from './wx-api'

/** The app's front/background and its network. Its listeners stay for the app's life: make one uploader, not many. */
export function wxLifecycle(wx: WxApi): Lifecycle {
  const listeners = new Set<() => void>()
  let hidden = false
  let networkType: string | undefined
  let weak = false

  const tell = (): void => {
    for (const onChange of [...listeners]) onChange()
  }
  const setHidden = (value: boolean): void => {
    hidden = value
    tell()
  }
  const setNetwork = (type: string, isWeak = weak): void => {
    networkType = type
    weak = isWeak
    tell()
  }
  wx.onAppHide(() => setHidden(true))
  wx.onAppShow(() => setHidden(false))
  wx.onNetworkStatusChange((status) => setNetwork(status.isConnected ? status.networkType : 'none'))
  wx.onNetworkWeakChange?.(({ weakNet }) => setNetwork(networkType ?? 'unknown', weakNet))
  wx.getNetworkType({
    // An answer that a change has overtaken says how things were.
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

import { isRecord, isText } from '../core/backend/json'
import type { Lifecycle, Network } from '../core/ports'
import { attempt } from './calls/attempt'
import type { WxApi } from './wx-api'

/**
 * The state of the app and its network. Its listeners stay as long as the app lives: make one uploader, not many. What
 * the host cannot tell, because it has only a part of `wx`, counts as good.
 */
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
  const setNetwork = (type: string | undefined, isWeak = weak): void => {
    networkType = type
    weak = isWeak
    notify()
  }
  // A state whose end nobody reports would last for ever, so `hidden` and `none` need both of their events.
  if (!attempt(() => wx.onAppShow(() => setHidden(false)))) attempt(() => wx.onAppHide(() => setHidden(true)))
  const tellsOfNetwork = !attempt(() => wx.onNetworkStatusChange((status) => setNetwork(typeOf(status))))
  attempt(() => wx.onNetworkWeakChange?.((status) => setNetwork(networkType, isRecord(status) && status.weakNet)))
  attempt(() =>
    wx.getNetworkType({
      success(answer) {
        // If the network changed before this answer, the answer is out of date.
        if (networkType === undefined && isRecord(answer)) setNetwork(typeOf(answer), answer.weakNet === true)
      },
    }),
  )

  return {
    obstacle() {
      if (hidden) return 'hidden'
      return networkType === 'none' && tellsOfNetwork ? 'offline' : undefined
    },
    network: () => ({ type: asNetworkType(networkType), weak }),
    subscribe(onChange) {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
    keepAwake: (on) => void attempt(() => wx.setKeepScreenOn({ keepScreenOn: on, success: () => {}, fail: () => {} })),
  }
}

function typeOf(status: unknown): string | undefined {
  const { isConnected, networkType } = isRecord(status) ? status : {}
  // Alipay writes its types in capitals. https://opendocs.alipay.com/mini/api/network-status
  const type = isText(networkType) ? networkType.toLowerCase() : undefined
  return isConnected === false || type === 'notreachable' ? 'none' : type
}

const KNOWN: Network['type'][] = ['wifi', '5g', '4g', '3g', '2g']

const asNetworkType = (type: string | undefined): Network['type'] => KNOWN.find((known) => known === type) ?? 'unknown'

import type { Lifecycle } from '../core/ports'
import type { WxApi } from './wx-api'

/** The app's front/background and its network. Its listeners stay for the app's life: make one uploader, not many. */
export function wxLifecycle(wx: WxApi): Lifecycle {
  const listeners = new Set<() => void>()
  let hidden = false
  let online: boolean | undefined

  const tell = (): void => {
    for (const onChange of [...listeners]) onChange()
  }
  const setHidden = (value: boolean): void => {
    hidden = value
    tell()
  }
  const setOnline = (value: boolean): void => {
    online = value
    tell()
  }
  wx.onAppHide(() => setHidden(true))
  wx.onAppShow(() => setHidden(false))
  wx.onNetworkStatusChange(({ isConnected }) => setOnline(isConnected))
  wx.getNetworkType({
    // An answer that a change has overtaken says how things were.
    success: ({ networkType }) => online ?? setOnline(networkType !== 'none'),
  })

  return {
    obstacle() {
      if (hidden) return 'hidden'
      return online === false ? 'offline' : undefined
    },
    subscribe(onChange) {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
  }
}

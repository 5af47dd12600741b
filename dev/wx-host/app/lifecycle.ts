import { createListeners } from '../calls/listeners'
import type { Device } from '../device/device'

export interface LifecycleOptions {
  /** From hide to the interruption of the network and the suspension of the thread, ms; 5000 on phones. */
  suspendAfterMs: number
  /** Which comes first on return: `onAppShow` or the callbacks that waited. It was not tried on phones: support both. */
  onReturn: 'callbacks-first' | 'show-first'
}

/**
 * Foreground and background. `suspendAfterMs` after a hide, `interruptAll` ends the network calls in flight.
 * https://developers.weixin.qq.com/miniprogram/dev/framework/runtime/operating-mechanism.html
 */
export function createLifecycle(device: Device, options: LifecycleOptions, interruptAll: () => void) {
  const appShow = createListeners<object>(device.thread)
  const appHide = createListeners<object>(device.thread)
  const memoryWarning = createListeners<{ level: number }>(device.thread)
  let hidden = false
  let cancelTimer = () => {}
  return {
    isHidden: () => hidden,
    hide() {
      if (hidden) return
      hidden = true
      // Ahead of callbacks that wait, so that no `onAppShow` can come before it.
      appHide.fire({}, 'first')
      cancelTimer = device.activity.after(options.suspendAfterMs, () => {
        interruptAll()
        device.thread.suspend()
      })
    },
    show() {
      if (!hidden) return
      hidden = false
      cancelTimer()
      appShow.fire({}, options.onReturn === 'show-first' ? 'first' : 'last')
      device.thread.resume()
    },
    /** Android's levels: 5 is moderate, 10 is low, 15 is critical. */
    warnOfMemory: (level: 5 | 10 | 15) => memoryWarning.fire({ level }),
    stop: () => cancelTimer(),
    wx: {
      onAppShow: appShow.on,
      offAppShow: appShow.off,
      onAppHide: appHide.on,
      offAppHide: appHide.off,
      onMemoryWarning: memoryWarning.on,
      offMemoryWarning: memoryWarning.off,
    },
  }
}

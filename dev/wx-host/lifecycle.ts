import type { Device } from './device'
import { createListeners } from './listeners'

export interface LifecycleOptions {
  /** From hide to the interruption of the network and the suspension of the thread, ms; 5000 on phones. */
  suspendAfterMs: number
  /** Which comes first on return: `onAppShow` or the callbacks that waited. Phones have not been asked: stand both. */
  onReturn: 'callbacks-first' | 'show-first'
}

/**
 * Foreground and background. `interruptAll` is called when a hidden app's time is up: for what is on the way then.
 * https://developers.weixin.qq.com/miniprogram/dev/framework/runtime/operating-mechanism.html
 */
export function createLifecycle(device: Device, options: LifecycleOptions, interruptAll: () => void) {
  const appShow = createListeners<object>(device.thread)
  const appHide = createListeners<object>(device.thread)
  const memoryWarning = createListeners<{ level: number }>(device.thread)
  let hidden = false
  let callOff = () => {}
  return {
    isHidden: () => hidden,
    hide() {
      if (hidden) return
      hidden = true
      appHide.fire({})
      callOff = device.activity.after(options.suspendAfterMs, () => {
        interruptAll()
        device.thread.suspend()
      })
    },
    show() {
      if (!hidden) return
      hidden = false
      callOff()
      appShow.fire({}, options.onReturn === 'show-first' ? 'first' : 'last')
      device.thread.resume()
    },
    /** Android's levels: 5 moderate, 10 low, 15 critical. */
    warnOfMemory: (level: 5 | 10 | 15) => memoryWarning.fire({ level }),
    stop: () => callOff(),
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

import type { Clock, Ports, Store } from '../core/ports'
import { wxFiles } from './files'
import { wxLifecycle } from './lifecycle'
import { wxTransport } from './transport'
import type { WxApi } from './wx-api'

/** All ports of the engine, over `wx`. */
export const wxPorts = (wx: WxApi): Ports => ({
  transport: wxTransport(wx),
  files: wxFiles(wx),
  store: wxStore(wx),
  clock: wxClock,
  lifecycle: wxLifecycle(wx),
  random: Math.random,
})

/**
 * The storage of `wx`. A value that cannot be read is absent; one that cannot be written, say to a full store, is lost.
 */
function wxStore(wx: WxApi): Store {
  return {
    get: (key) =>
      new Promise((resolve) => {
        wx.getStorage({ key, success: ({ data }) => resolve(data), fail: () => resolve(undefined) })
      }),
    set: (key, value) =>
      new Promise((resolve) => {
        wx.setStorage({ key, data: value, success: () => resolve(), fail: () => resolve() })
      }),
    remove: (key) =>
      new Promise((resolve) => {
        wx.removeStorage({ key, success: () => resolve(), fail: () => resolve() })
      }),
  }
}

export const wxClock: Clock = {
  now: () => Date.now(),
  after(ms, then) {
    const timer = setTimeout(then, ms)
    return () => clearTimeout(timer)
  },
}

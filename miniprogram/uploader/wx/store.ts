import type { Store } from '../core/ports'
import type { WxApi } from './wx-api'

/** `wx` storage. What cannot be read is absent; what cannot be written (a full store, say) is not kept. */
export function wxStore(wx: WxApi): Store {
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

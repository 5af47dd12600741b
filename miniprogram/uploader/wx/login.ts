import { UploadError } from '../core/errors'
import type { WxApi } from './wx-api'

/** Gets a one-time code from `wx.login`, which is valid for 5 minutes. Rejects with `login-failed`. */
export function wxLogin(wx: WxApi): Promise<string> {
  return new Promise((resolve, reject) => {
    wx.login({
      success: ({ code }) => resolve(code),
      fail: (failure) =>
        reject(new UploadError('login-failed', { params: { detail: String(failure.errMsg) }, cause: failure })),
    })
  })
}

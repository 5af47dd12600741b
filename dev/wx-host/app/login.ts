import { FAILURES } from '../calls/failures'
import { type Callbacks, invokePromised } from '../calls/invoke'
import type { Device } from '../device/device'

/** `wx.login`: a new code each time, appended to `codes`. The backend has to accept each code only once. */
export function createLogin(device: Device, codes: string[], isOnline: () => boolean) {
  return (options?: { timeout?: number } & Callbacks<{ code: string }>) =>
    invokePromised(device, 'login', options, () => {
      if (!isOnline() || device.faults.take({ api: 'login' }, ['login-failed'])) {
        return { failure: FAILURES.loginFailed('login') }
      }
      const code = `code-${codes.length + 1}-${device.randomHex(8)}`
      codes.push(code)
      return { result: { code } }
    })
}

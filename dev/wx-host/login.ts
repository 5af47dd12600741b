import type { Device } from './device'
import { FAILURES } from './failures'
import { type Callbacks, invokePromised } from './invoke'

/** `wx.login`: a fresh code each time, appended to `codes`. It is up to the backend to accept each but once. */
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

import { type Callbacks, invokePromised } from '../calls/invoke'
import type { Device } from '../device/device'

/** Calls that only show something or vibrate: they are logged and succeed. */
export function createScreen(device: Device) {
  const done =
    <Result extends object>(api: string, result: Result) =>
    (options?: object & Callbacks<Result>) =>
      invokePromised(device, api, options, () => ({ result }))
  return {
    showToast: done('showToast', {}),
    hideToast: done('hideToast', {}),
    showLoading: done('showLoading', {}),
    hideLoading: done('hideLoading', {}),
    showModal: done('showModal', { confirm: true, cancel: false }),
    showActionSheet: done('showActionSheet', { tapIndex: 0 }),
    previewMedia: done('previewMedia', {}),
    previewImage: done('previewImage', {}),
    openDocument: done('openDocument', {}),
    setClipboardData: done('setClipboardData', {}),
    setKeepScreenOn: done('setKeepScreenOn', {}),
    vibrateShort: done('vibrateShort', {}),
  }
}

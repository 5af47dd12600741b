import { FAILURES } from '../../../wx-host/calls/failures'
import { type Callbacks, invokePromised } from '../../../wx-host/calls/invoke'
import type { Device } from '../../../wx-host/device/device'
import type { Client, MediaSource, Toast } from '../client'
import type { TempFiles } from './files/temp-files'

export interface ToastOptions extends Callbacks<object>, Partial<Toast> {}

export interface ModalOptions extends Callbacks<{ confirm: boolean; cancel: boolean }> {
  title?: string
  content?: string
  showCancel?: boolean
  confirmText?: string
  cancelText?: string
}

export interface ViewerOptions extends Callbacks<object> {
  sources: { url: string; type?: 'image' | 'video'; poster?: string }[]
  current?: number
}

const BUTTONS = {
  zh_CN: { confirm: '确定', cancel: '取消' },
  en: { confirm: 'OK', cancel: 'Cancel' },
}

/** What WeChat draws over the page (toasts, dialogs, the viewer), and the clipboard. */
export const createScreen = (device: Device, client: Client, files: TempFiles) => ({
  ...createToasts(device, client),
  ...createDialogs(device, client),
  ...createViewers(device, client, files),
  setClipboardData: (options: { data: string } & Callbacks<object>) =>
    invokePromised(device, 'setClipboardData', options, async () => {
      await copyText(options.data)
      return { result: {} }
    }),
  // A page cannot keep the machine awake, so this does nothing.
  setKeepScreenOn: (options?: Callbacks<object>) => done(device, 'setKeepScreenOn', options, () => {}),
  vibrateShort: (options?: Callbacks<object>) =>
    done(device, 'vibrateShort', options, () => void navigator.vibrate?.(15)),
})

/** A call that always succeeds. */
const done = (device: Device, api: string, options: Callbacks<object> | undefined, act: () => void) =>
  invokePromised(device, api, options, () => {
    act()
    return { result: {} }
  })

function createToasts(device: Device, client: Client) {
  const toast = ({ title = '', icon = 'success', duration = 1500, mask = false }: ToastOptions): void =>
    client.showToast({ title, icon, duration, mask })
  return {
    showToast: (options: ToastOptions) => done(device, 'showToast', options, () => toast(options)),
    hideToast: (options?: Callbacks<object>) => done(device, 'hideToast', options, client.hideToast),
    showLoading: (options: ToastOptions) =>
      done(device, 'showLoading', options, () => toast({ ...options, icon: 'loading', duration: 0 })),
    hideLoading: (options?: Callbacks<object>) => done(device, 'hideLoading', options, client.hideToast),
  }
}

const createDialogs = (device: Device, client: Client) => ({
  showModal: (options: ModalOptions) =>
    invokePromised(device, 'showModal', options, async () => {
      const { confirm, cancel } = BUTTONS[client.language]
      const { title = '', content = '', showCancel = true, confirmText = confirm, cancelText = cancel } = options
      const isConfirmed = await client.ask({ title, content, confirmText, cancelText: showCancel ? cancelText : '' })
      return { result: { confirm: isConfirmed, cancel: !isConfirmed } }
    }),
  showActionSheet: (options: { itemList: string[] } & Callbacks<{ tapIndex: number }>) =>
    invokePromised(device, 'showActionSheet', options, async () => {
      const tapIndex = await client.choose(options.itemList)
      return tapIndex === undefined ? { failure: FAILURES.cancelled('showActionSheet') } : { result: { tapIndex } }
    }),
})

/** https://developers.weixin.qq.com/miniprogram/dev/api/file/wx.openDocument.html */
export interface DocumentOptions extends Callbacks<object> {
  filePath: string
}

function createViewers(device: Device, client: Client, { urlOf, find }: TempFiles) {
  const view = (sources: MediaSource[], current: number): void => {
    const loadable = ({ url, type, poster }: MediaSource): MediaSource => ({
      url: urlOf(url),
      type,
      ...(poster ? { poster: urlOf(poster) } : {}),
    })
    client.view(sources.map(loadable), current)
  }
  return {
    previewMedia: (options: ViewerOptions) =>
      done(device, 'previewMedia', options, () => {
        const { sources, current = 0 } = options
        view(
          sources.map(({ type = 'image', ...source }) => ({ ...source, type })),
          current,
        )
      }),
    openDocument: (options: DocumentOptions) =>
      invokePromised(device, 'openDocument', options, () => {
        const { filePath } = options
        if (!find(filePath)) return { failure: FAILURES.documentNotFound('openDocument') }
        // The browser shows a PDF, and saves what it cannot show.
        open(urlOf(filePath), '_blank')
        return { result: {} }
      }),
    previewImage: (options: { urls: string[]; current?: string | number } & Callbacks<object>) =>
      done(device, 'previewImage', options, () => {
        const { urls, current = 0 } = options
        const index = typeof current === 'number' ? current : urls.indexOf(current)
        view(
          urls.map((url) => ({ url, type: 'image' })),
          Math.max(0, index),
        )
      }),
  }
}

/** Falls back to `execCommand` where the clipboard API is not allowed: in a frame, or without a permission. */
async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    const area = document.createElement('textarea')
    area.value = text
    document.body.append(area)
    area.select()
    document.execCommand('copy')
    area.remove()
  }
}

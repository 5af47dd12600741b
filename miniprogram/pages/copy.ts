/** @param done what the toast says */
export function copy(text: string, done: string): void {
  wx.setClipboardData({ data: text, success: () => wx.showToast({ title: done, icon: 'success' }) })
}

/** A tap on the button of `pages/address/address.wxml`. */
export interface CopyEvent {
  currentTarget: { dataset: { url: string } }
}

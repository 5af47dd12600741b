/** @param told what the user reads then */
export function copy(text: string, told: string): void {
  wx.setClipboardData({ data: text, success: () => wx.showToast({ title: told, icon: 'success' }) })
}

/** A tap on what `pages/address/address.wxml` shows. */
export interface CopyEvent {
  currentTarget: { dataset: { url: string } }
}

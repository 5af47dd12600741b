import type { UploaderItem } from './item'

export interface Preview {
  /** https://developers.weixin.qq.com/miniprogram/dev/api/media/image/wx.previewMedia.html */
  sources: { url: string; type: 'image' | 'video'; poster?: string }[]
  current: number
}

/** All pictures and videos of the list, opened at this one; nothing for a file of another kind. */
export function previewOf(items: UploaderItem[], uid: string): Preview | undefined {
  const visible = items.filter(({ kind, path, url }) => kind !== 'file' && (path || url))
  const current = visible.findIndex((item) => item.uid === uid)
  if (current < 0) return undefined
  const sources = visible.map(({ kind, path, url, thumb }) => ({
    url: path || url || '',
    type: kind === 'video' ? ('video' as const) : ('image' as const),
    ...(thumb ? { poster: thumb } : {}),
  }))
  return { sources, current }
}

import type { UploaderItem } from '../item'

/** https://developers.weixin.qq.com/miniprogram/dev/api/media/image/wx.previewMedia.html */
export interface MediaPreview {
  sources: { url: string; type: 'image' | 'video'; poster?: string }[]
  current: number
}

/** https://developers.weixin.qq.com/miniprogram/dev/api/file/wx.openDocument.html: it opens only local files. */
export interface DocumentPreview {
  filePath: string
}

export type Preview = { media: MediaPreview } | { document: DocumentPreview }

const READABLE = /\.(docx?|xlsx?|pptx?|pdf)$/i

/**
 * What the platform's viewer shows for this item: all pictures and videos of the list, opened at this one, or the
 * document.
 */
export function previewOf(items: readonly UploaderItem[], uid: string): Preview | undefined {
  const item = items.find((other) => other.uid === uid)
  if (item?.kind === 'file') {
    const { path } = item
    return path && READABLE.test(path) ? { document: { filePath: path } } : undefined
  }
  const visible = items.filter(({ kind, path, url }) => kind !== 'file' && (path || url))
  const current = visible.findIndex((other) => other.uid === uid)
  if (current < 0) return undefined
  const sources = visible.map(({ kind, path, url, thumb }) => ({
    url: path || url || '',
    type: kind === 'video' ? ('video' as const) : ('image' as const),
    ...(thumb ? { poster: thumb } : {}),
  }))
  return { media: { sources, current } }
}

export function openPreview(preview: Preview): void {
  if ('media' in preview) wx.previewMedia(preview.media)
  else wx.openDocument({ ...preview.document, showMenu: true })
}

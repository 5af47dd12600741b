import { formatOf } from '../../../uploader/wx/index'
import type { UploaderItem } from '../item'
import { lookOf } from '../view/file-look'

/** https://developers.weixin.qq.com/miniprogram/dev/api/media/image/wx.previewMedia.html */
export interface MediaPreview {
  sources: { url: string; type: 'image' | 'video'; poster?: string }[]
  current: number
}

/** https://developers.weixin.qq.com/miniprogram/dev/api/file/wx.openDocument.html: it opens only local files. */
export interface DocumentPreview {
  filePath: string
  /** WeChat cannot tell it from a path without an extension. */
  fileType: DocumentType
}

type DocumentType = NonNullable<WechatMiniprogram.OpenDocumentOption['fileType']>

export type Preview = { media: MediaPreview } | { document: DocumentPreview }

/** The kinds of documents that WeChat opens, as far as the table says that phones show the format. */
const DOCUMENTS = ['pdf', 'word', 'sheet', 'slides']

/** Whether the platform's viewer can show this item: a picture, a video, or a document that is on the phone. */
export const isViewable = (item: UploaderItem): boolean => isMedia(item) || !!documentOf(item)

/**
 * What the platform's viewer shows for this item: all pictures and videos of the list, opened at this one, or the
 * document. Undefined if it cannot show the item's format.
 */
export function previewOf(items: readonly UploaderItem[], uid: string): Preview | undefined {
  const item = items.find((other) => other.uid === uid)
  const document = item && documentOf(item)
  if (document) return { document }
  const visible = items.filter(isMedia)
  const current = visible.findIndex((other) => other.uid === uid)
  if (current < 0) return undefined
  const sources = visible.map(({ kind, path, url, thumb }) => ({
    url: path || url || '',
    type: kind === 'video' ? ('video' as const) : ('image' as const),
    ...(thumb ? { poster: thumb } : {}),
  }))
  return { media: { sources, current } }
}

function isMedia(item: UploaderItem): boolean {
  return lookOf(item).kind !== 'file' && !!(item.path || item.url)
}

function documentOf(item: UploaderItem): DocumentPreview | undefined {
  const format = formatOf(item)
  if (item.kind !== 'file' || !item.path || !format?.isShown || !DOCUMENTS.includes(format.kind)) return undefined
  return { filePath: item.path, fileType: format.extensions[0] as DocumentType }
}

export function openPreview(preview: Preview): void {
  if ('media' in preview) wx.previewMedia(preview.media)
  else wx.openDocument({ ...preview.document, showMenu: true })
}

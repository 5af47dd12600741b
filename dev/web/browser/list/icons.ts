import { formatOf } from '../../../../miniprogram/uploader/formats/format-of'
import type { Action } from './row-view'

/** Paths on a grid of 24. */
export const ACTION_ICONS: Record<Action | 'open', string> = {
  pause: 'M9 6v12M15 6v12',
  resume: 'M8 5.5l10 6.5-10 6.5z',
  cancel: 'M7 7l10 10M17 7L7 17',
  retry: 'M19 12a7 7 0 1 1-2.2-5.1M19 4v4h-4',
  retryNow: 'M19 12a7 7 0 1 1-2.2-5.1M19 4v4h-4',
  /** A window with a circular arrow. */
  reload: 'M3.5 4.5h17v15h-17zM15.6 13.3a3.8 3.8 0 1 1-.7-3.7M15.2 7.4v2.5h-2.5',
  choose: 'M7 4h7l4 4v12H7zM12.5 17v-6M10 13.2l2.5-2.5 2.5 2.5',
  remove: 'M7 7l10 10M17 7L7 17',
  open: 'M14 5h5v5M19 5l-8 8M11 6H6a1 1 0 0 0-1 1v11a1 1 0 0 0 1 1h11a1 1 0 0 0 1-1v-5',
  copy: 'M9 9h10v10H9zM5 15V5h10',
}

/** By the kinds of the table of formats; every other kind has the icon of a document. */
export const KIND_ICONS = {
  picture: 'M5 5h14v14H5zM5 16l4-4 3 3 3-4 4 4M9.5 9.2v.1',
  video: 'M4 7h11v10H4zM15 11l5-3v8l-5-3',
  sound: 'M4 10v4M8 7v10M12 4v16M16 8v8M20 10v4',
  document: 'M7 4h7l4 4v12H7zM14 4v4h4M10 13h5M10 16h5',
}

export function kindOf(type: string): keyof typeof KIND_ICONS {
  const kind = formatOf({ type })?.kind
  return kind === 'picture' || kind === 'video' || kind === 'sound' ? kind : 'document'
}

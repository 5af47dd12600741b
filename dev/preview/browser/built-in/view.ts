import type { Definition } from './definition'

export const VIEW: Definition = {}

/** `max-lines` and `overflow` work only in Skyline. The preview stands for a WebView, where the stylesheet decides. */
export const TEXT: Definition = {
  properties: {
    selectable: Boolean,
    userSelect: Boolean,
    decode: Boolean,
    space: String,
    maxLines: null,
    overflow: String,
  },
}

export const SCROLL_VIEW: Definition = {
  properties: { scrollX: Boolean, scrollY: Boolean, enhanced: Boolean, showScrollbar: Boolean, type: String },
}

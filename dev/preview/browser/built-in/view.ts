import type { Definition } from './definition'

export const VIEW: Definition = {}

/** `max-lines` and `overflow` are Skyline's: a WebView, which this stands for, leaves them to the stylesheet. */
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

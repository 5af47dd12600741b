import { choose } from './choose'
import type { Emit } from './events'
import { type Pace, paced } from './pace'
import { previewOf } from './preview'
import { PROPERTIES, pickOptions } from './properties'
import { viewChanges } from './tile-changes'
import { type AddTile, canRetry, type Tile, toAddTile, toTiles } from './tiles'
import { type UploadList, uploadList } from './upload-list'
import { localeOf } from './words'

/** Fewer crossings to the view than eyes can tell apart, ms. */
const PROGRESS_MS = 150

/** What is alive in one instance: data is copied, and would lose it. */
interface Living {
  list: UploadList
  pace: Pace
  isPicking: boolean
  /** What the user should be told of the last picking; '' = nothing. */
  notice: string
}

const living = new WeakMap<object, Living>()

const NO_ADD_TILE: AddTile = { isShown: false, isDisabled: false, title: '', note: '' }

interface TapEvent {
  currentTarget: { dataset: { uid: string } }
}

let count = 0

/** `zh_CN`, `en` … since base library 2.20.1. */
const language = (): string | undefined => wx.getAppBaseInfo?.().language

/**
 * `<oss-uploader>`: picks, uploads, shows. Properties: `properties.ts`; events: `events.ts`.
 *
 * Uploads belong to the page: when the component goes (the page is left, `wx:if` turns false), those under way are
 * cancelled, and `file-list` keeps what was done. Files picked but not uploaded begin again when the list is bound
 * again.
 */
Component({
  properties: PROPERTIES,

  data: { tiles: [] as Tile[], add: NO_ADD_TILE, notice: '' },

  observers: {
    fileList() {
      this.bindList()
    },
    'uploader, autoUpload'() {
      living.get(this)?.list.startReady()
    },
    'accept, maxCount, disabled, readonly, deletable, locale'() {
      living.get(this)?.pace.now()
    },
  },

  lifetimes: {
    attached() {
      const emit: Emit = (name, detail) => this.triggerEvent(name, detail)
      const list = uploadList({
        settings: () => {
          const { uploader, route, input, autoUpload } = this.data
          return { uploader, route, input, autoUpload, locale: localeOf(this.data.locale, language()) }
        },
        newUid: () => {
          count += 1
          return `oss-${Date.now().toString(36)}-${count}`
        },
        emit,
        onChange: (when) => living.get(this)?.pace[when](),
      })
      const pace = paced(
        () => {
          this.paint()
          list.tellProgress()
        },
        PROGRESS_MS,
        (ms, then) => {
          const timer = setTimeout(then, ms)
          return () => clearTimeout(timer)
        },
      )
      living.set(this, { list, pace, isPicking: false, notice: '' })
      this.bindList()
    },

    detached() {
      const { list, pace } = living.get(this) ?? {}
      living.delete(this)
      pace?.stop()
      list?.stop()
    },
  },

  methods: {
    /** Begins every file that waits: what `auto-upload` does by itself. */
    upload() {
      living.get(this)?.list.upload()
    },

    /** Cancels what is under way and empties the list. */
    clear() {
      living.get(this)?.list.clear()
    },

    bindList() {
      living.get(this)?.list.bind(this.data.fileList)
    },

    paint() {
      const alive = living.get(this)
      if (!alive) return
      const items = alive.list.items()
      const { tiles, add, notice, accept, maxCount, disabled, readonly, deletable } = this.data
      const locale = localeOf(this.data.locale, language())
      const wanted = {
        tiles: toTiles(items, { locale, isFixed: disabled || readonly, isDeletable: deletable }),
        add: toAddTile(items.length, { locale, accept, maxCount, isDisabled: disabled, isReadonly: readonly }),
        notice: alive.notice,
      }
      const changes = viewChanges({ tiles, add, notice }, wanted)
      if (Object.keys(changes).length > 0) this.setData(changes)
    },

    async onAdd() {
      const alive = living.get(this)
      if (!alive || alive.isPicking || this.data.disabled) return
      alive.isPicking = true
      alive.notice = ''
      this.paint()
      const { uploader, maxCount, maxSize } = this.data
      const locale = localeOf(this.data.locale, language())
      try {
        const choice = { uploader, options: pickOptions(this.data), maxCount, maxSize, locale }
        alive.notice = await choose(choice, alive.list, (name, detail) => this.triggerEvent(name, detail))
      } finally {
        alive.isPicking = false
        this.paint()
      }
    },

    onTile(event: TapEvent) {
      const { uid } = event.currentTarget.dataset
      const { list } = living.get(this) ?? {}
      const item = list?.items().find((other) => other.uid === uid)
      if (!list || !item) return
      if (canRetry(item) && !this.data.disabled && !this.data.readonly) {
        list.retry(uid)
        return
      }
      this.triggerEvent('click-file', { uid })
      const preview = previewOf(list.items(), uid)
      if (preview) wx.previewMedia(preview)
    },

    onRemove(event: TapEvent) {
      living.get(this)?.list.remove(event.currentTarget.dataset.uid)
    },
  },
})

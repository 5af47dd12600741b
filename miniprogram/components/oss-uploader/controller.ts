import type { Host } from './component'
import { carrying } from './gestures/drag-gesture'
import { type Preview, previewOf } from './gestures/preview'
import { tapOn } from './gestures/tap'
import type { UploaderItem } from './item'
import { formValue, itemsOfValue } from './list/form-field'
import { uploadList } from './list/list-effects'
import { unfinishedOffer } from './list/unfinished-offer'
import { judge } from './picking/before-upload'
import { compressed } from './picking/compress'
import { type Chosen, choose } from './picking/pick-files'
import { pickOptions } from './picking/pick-options'
import { painting } from './view/painter'
import type { PaceClock } from './view/throttle'
import { tileIds } from './view/tile-ids'
import { localeOf } from './words/words'

const CLOCK: PaceClock = {
  now: () => Date.now(),
  after(ms, then) {
    const timer = setTimeout(then, ms)
    return () => clearTimeout(timer)
  },
}

const later = (act: () => void): void => {
  CLOCK.after(0, act)
}

let count = 0

function newUid(): string {
  count += 1
  return `oss-${Date.now().toString(36)}-${count}`
}

export type Instance = ReturnType<typeof instanceOf>

/** What is alive in one component: the list with its uploads, what is painted of them, and the user's doings. */
export function instanceOf(host: Host) {
  const ids = tileIds()
  let isPicking = false
  let notice = ''
  /** The host's last `value`: set again as it was, with other data, it says nothing. */
  let given = ''

  const locale = () => localeOf(host.properties().locale, wx.getAppBaseInfo?.().language)
  const list = uploadList({
    settings: () => ({ ...host.properties(), locale: locale() }),
    newUid,
    now: CLOCK.now,
    later,
    emit: host.emit,
    onChange: () => view.ask(),
  })
  const view = painting(
    host,
    () => ({
      items: list.items(),
      ids,
      speed: list.speed,
      isPicking,
      unfinished: offer.uploads(),
      notice,
      locale: locale(),
    }),
    list.tellProgress,
    CLOCK,
  )
  const offer = unfinishedOffer({ settings: host.properties, onChange: () => view.ask() })
  const uidOf = (id: string): string => ids.uid(id) ?? ''
  const isFixed = (): boolean => host.properties().disabled || host.properties().readonly
  const say = (text: string): void => {
    notice = text
    view.ask()
  }

  function chosen(): Promise<Chosen> {
    const properties = host.properties()
    const { beforeUpload, compress, compressQuality } = properties
    return choose({
      ...properties,
      options: pickOptions(properties),
      locale: locale(),
      count: () => list.items().length,
      emit: host.emit,
      prepare: async (file) => {
        const judged = await judge(file, beforeUpload)
        return compress && 'file' in judged ? { file: await compressed(judged.file, compressQuality, wx) } : judged
      },
    })
  }

  function becomes(value: string[]): void {
    const { valueType } = host.properties()
    const items = list.items()
    if (value.join() !== formValue(items, valueType).join()) list.replaceAll(itemsOfValue(value, items, valueType))
  }

  function look(item: UploaderItem): void {
    const preview = host.properties().preview ? previewOf(list.items(), item.uid) : undefined
    host.emit(preview ? 'preview' : 'click-file', { uid: item.uid, file: { ...item } })
    if (preview) open(preview)
  }

  return {
    list,
    repaint: view.ask,
    carrying: carrying(host, (id, to) => list.move(uidOf(id), to)),

    /** Straight from a tap. One picker at a time. */
    async pick(): Promise<void> {
      if (isPicking || isFixed()) return
      isPicking = true
      say('')
      try {
        const { files, notice: told } = await chosen()
        notice = told
        if (files.length > 0) list.add(files)
      } finally {
        isPicking = false
        view.ask()
      }
    },

    tap(id: string): void {
      const item = list.items().find(({ uid }) => uid === ids.uid(id))
      if (!item) return
      const tap = tapOn(item, isFixed())
      say('')
      if (tap === 'look') look(item)
      else list[tap](item.uid)
    },

    remove(id: string): void {
      say('')
      list.remove(uidOf(id))
    },

    /** @param by -1: earlier, 1: later */
    step(id: string, by: number): void {
      const at = list.items().findIndex(({ uid }) => uid === ids.uid(id))
      list.move(uidOf(id), Math.max(0, at + by))
    },

    /** The host has set `value`. */
    takeValue(value: string[]): void {
      if (view.isOwn()) return
      const isOther = value.join() !== given
      given = value.join()
      if (isOther) later(() => becomes(value))
      else view.ask()
    },

    lookForUnfinished: offer.look,
    resumeUnfinished: () => list.carryOn(offer.take()),
    discardUnfinished: offer.discard,

    leave(): void {
      view.stop()
      list.leave()
    },
  }
}

function open(preview: Preview): void {
  if ('media' in preview) wx.previewMedia(preview.media)
  else wx.openDocument({ ...preview.document, showMenu: true })
}

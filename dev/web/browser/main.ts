/** The web page: puts its parts together. */
import './web.css'
import { createUploader, type UnfinishedUpload } from '../../../miniprogram/uploader/browser/index'
import { isEnded } from '../../../miniprogram/uploader/core/task/state'
import type { Routes } from '../../../server/routes'
import { el } from '../../preview/browser/shell/element'
import { createLook } from '../../preview/browser/shell/look'
import { createPreferences } from '../../preview/browser/shell/preferences'
import { createAnnouncer } from './announcer'
import { createDropZone } from './drop-zone'
import type { Chosen } from './dropped-files'
import { createFileList } from './file-list'
import { createLinkActions } from './link-actions'
import { createLinks } from './links'
import { createOthers } from './others'
import { type Action, rowView } from './row-view'
import { localSession } from './session'
import { readSettings } from './settings'
import { createTotalBar } from './total-bar'
import { hasEnded, totalsOf } from './totals'
import { createUnfinishedList } from './unfinished-list'
import { type Item, uploads } from './uploads'
import { WORDS } from './words'

const { server } = readSettings()
const preferences = createPreferences('web', WORDS)
const words = () => WORDS[preferences.language()]
const uploader = createUploader<Routes>({ server, headers: localSession(server) })

const announcer = createAnnouncer()
const list = uploads(uploader, onChange)
const links = createLinks(uploader.urls)
const linked = createLinkActions(links, {
  show: (item, note) => files.note(item, note),
  tell(item, note) {
    files.note(item, note)
    announcer.say(words().ended(item.name, note(words(), localeOf())))
  },
})
const files = createFileList(preferences, act, links, linked.open)
const pick = (count?: number) =>
  uploader
    .pick({ accept: 'file', ...(count ? { count } : {}) })
    .then((picked) => picked.map(({ file }): Chosen => ({ file })))
const drop = createDropZone(
  preferences,
  () => pick(),
  (chosen) => {
    if (chosen.length > 0) announcer.say(words().added(chosen.length))
    list.add(chosen)
  },
)
const { pauseAll, resumeAll, cancelAll } = uploader
const toAll = { pauseAll, resumeAll, cancelAll, clear: list.removeEnded }
const total = createTotalBar(preferences, toAll, drop.focus)
const goOn = (upload: UnfinishedUpload): void => files.focus(list.goOn(upload))
const unfinished = createUnfinishedList(preferences, uploader, goOn, drop.focus)

function onChange(item: Item): void {
  const items = list.items()
  if (items.includes(item)) files.update(item)
  else files.remove(item, drop.focus)
  const totals = totalsOf(items)
  total.update(totals)
  // The uploader's own script has come, if late.
  if (item.state.phase === 'authorizing') void unfinished.look()
  if (!isEnded(item.state) || !items.includes(item)) return
  announcer.say(words().ended(item.name, rowView(item, words(), localeOf()).status))
  const { done, count } = totals
  if (hasEnded(totals)) announcer.say(words().allEnded(done, count - done))
}

const localeOf = (): 'zh' | 'en' => (preferences.language() === 'en' ? 'en' : 'zh')

function act(action: Action, item: Item): void {
  const { task } = item
  if (action === 'pause' || action === 'resume' || action === 'cancel') task[action]()
  else if (action === 'retry') list.retry(item)
  else if (action === 'choose') void pick(1).then(([chosen]) => chosen && list.retry(item, chosen))
  else if (action === 'remove') list.remove(item)
  else if (action === 'reload') location.reload()
  else void linked.copy(item)
}

const title = el('h1')
const about = el('p', { class: 'about' })
preferences.say((say) => {
  document.title = say.title
  title.textContent = say.title
  about.textContent = say.about
})
const head = el('header', { class: 'head' }, el('div', {}, title, about), createLook(preferences))
const parts = [head, drop.element, unfinished.element, total.element, files.element, createOthers(preferences)]
document.body.append(el('main', {}, ...parts), announcer.element)
void unfinished.look()

/** The web page: composes its parts. */
import './web.css'
import { createUploader, type UnfinishedUpload } from '../../../miniprogram/uploader/browser/index'
import { isEnded } from '../../../miniprogram/uploader/core/task/state'
import type { Routes } from '../../../server/routes'
import { el } from '../../ui/element'
import { createLook } from '../../ui/look'
import { createPageLinks } from '../../ui/page-links'
import { createPreferences } from '../../ui/preferences'
import { createAliOssLinks } from './ali-oss-links'
import { createAnnouncer } from './announcer'
import { createDropZone } from './drop/drop-zone'
import type { Chosen } from './drop/dropped-files'
import { createLinkActions } from './links/link-actions'
import { createLinks } from './links/links'
import { createFileList } from './list/file-list'
import { type Action, rowView } from './list/row-view'
import { createTotalBar } from './list/total-bar'
import { hasEnded, totalsOf } from './list/totals'
import { createUnfinishedList } from './list/unfinished-list'
import { localSession } from './session'
import { readSettings } from './settings'
import { createUploads, type Item } from './uploads'
import { WORDS } from './words/words'

const { server } = readSettings()
const preferences = createPreferences('web', WORDS)
const words = () => WORDS[preferences.language()]
const uploader = createUploader<Routes>({ server, headers: localSession(server) })

const announcer = createAnnouncer()
const list = createUploads(uploader, onChange)
const links = createLinks(uploader.urls)
const linkActions = createLinkActions(links, {
  show: (item, note) => files.note(item, note),
  announce(item, note) {
    files.note(item, note)
    announcer.announce(words().ended(item.name, note(words(), localeOf())))
  },
})
const files = createFileList(preferences, act, links, linkActions.open)
const pick = (count?: number) =>
  uploader
    .pick({ accept: 'file', ...(count ? { count } : {}) })
    .then((picked) => picked.map(({ file }): Chosen => ({ file })))
const drop = createDropZone(
  preferences,
  () => pick(),
  (chosen) => {
    if (chosen.length > 0) announcer.announce(words().added(chosen.length))
    list.add(chosen)
  },
)
const { pauseAll, resumeAll, cancelAll } = uploader
const totalActions = { pauseAll, resumeAll, cancelAll, clear: list.removeEnded }
const total = createTotalBar(preferences, totalActions, drop.focus)
const resume = (upload: UnfinishedUpload): void => files.focus(list.resume(upload))
const unfinished = createUnfinishedList(preferences, uploader, resume, drop.focus)

function onChange(item: Item): void {
  const items = list.items()
  if (items.includes(item)) files.update(item)
  else files.remove(item, drop.focus)
  const totals = totalsOf(items)
  total.update(totals)
  // The uploader's script has been loaded, perhaps only now.
  if (item.state.phase === 'authorizing') void unfinished.load()
  if (!isEnded(item.state) || !items.includes(item)) return
  announcer.announce(words().ended(item.name, rowView(item, words(), localeOf()).status))
  const { done, count } = totals
  if (hasEnded(totals)) announcer.announce(words().allEnded(done, count - done))
}

const localeOf = (): 'zh' | 'en' => (preferences.language() === 'en' ? 'en' : 'zh')

function act(action: Action, item: Item): void {
  const { task } = item
  if (action === 'pause' || action === 'resume' || action === 'retryNow' || action === 'cancel') task[action]()
  else if (action === 'retry') list.retry(item)
  else if (action === 'choose') void pick(1).then(([chosen]) => chosen && list.retry(item, chosen))
  else if (action === 'remove') list.remove(item)
  else if (action === 'reload') location.reload()
  else void linkActions.copy(item)
}

const title = el('h1')
const about = el('p', { class: 'about' })
preferences.onWords((next) => {
  document.title = next.title
  title.textContent = next.title
  about.textContent = next.about
})
const head = el(
  'header',
  { class: 'head' },
  el('div', {}, title, about, createPageLinks(preferences)),
  createLook(preferences),
)
const parts = [head, drop.element, unfinished.element, total.element, files.element, createAliOssLinks(preferences)]
document.body.append(el('main', {}, ...parts), announcer.element)
void unfinished.load()

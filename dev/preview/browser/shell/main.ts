/** The page around the phone: composes the phone, the panel and the calls between them. */
import './shell.css'
import { el } from '../../../ui/element'
import { createLook } from '../../../ui/look'
import { createPageLinks } from '../../../ui/page-links'
import { createPreferences } from '../../../ui/preferences'
import type { ServerMessage } from '../../wire'
import type { Phone } from '../client'
import { createDialogs } from './dialogs'
import { createFaultSwitches } from './fault-switches'
import { createPhoneFrame } from './phone-frame'
import { createRequestLog } from './requests/request-log'
import { listenToServer } from './server-events'
import { createSheet } from './sheet'
import { createToast } from './toast'
import { createViewer } from './viewer'
import { WORDS } from './words'

const AWAY_SECONDS = 10

const preferences = createPreferences('preview', WORDS)
const words = () => WORDS[preferences.language()]
const toast = createToast()
const dialogs = createDialogs(preferences)
const viewer = createViewer(preferences)
const log = createRequestLog(preferences)
let phone: Phone | undefined
const frame = createPhoneFrame(preferences, [toast.element, dialogs.element, viewer.element], () => phone?.back())
const switches = createFaultSwitches(preferences, {
  onConditions(conditions) {
    frame.showSignal(conditions)
    phone?.setConditions(conditions)
  },
  hideForAWhile,
})

window.client = {
  get theme() {
    return preferences.theme()
  },
  get language() {
    return preferences.language()
  },
  connect(next) {
    phone = next
    toast.hide()
    viewer.hide()
    return switches.conditions()
  },
  showBar: frame.showBar,
  showToast: toast.show,
  hideToast: toast.hide,
  ask: dialogs.ask,
  choose: dialogs.choose,
  view: viewer.show,
  note: log.note,
}
preferences.onTheme((theme) => phone?.setTheme(theme))
// WeChat also restarts a mini-program when its language changes.
preferences.onLanguage(frame.restart)
frame.showSignal(switches.conditions())

async function hideForAWhile(): Promise<void> {
  phone?.hide()
  for (let left = AWAY_SECONDS; left > 0; left -= 1) {
    frame.cover('away', words().away(left))
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
  frame.uncover('away')
  phone?.show()
}

function onMessage(message: ServerMessage): void {
  if (message.kind === 'request') log.note(message.note)
  if (message.kind === 'switches') switches.showCloud(message.on)
  if (message.kind === 'broken') frame.cover('broken', words().broken, message.faults.join('\n'))
  if (message.kind === 'built') {
    frame.uncover('broken')
    frame.restart()
  }
}

const about = el('p', { class: 'about' })
const lost = el('p', { class: 'lost', role: 'alert', hidden: true })
preferences.onWords((next) => {
  about.textContent = next.about
  lost.textContent = next.lost
})
const title = el('div', {}, el('p', { class: 'brand' }, 'wx-oss-upload'), about, createPageLinks(preferences))
const head = el('header', { class: 'head' }, title, createLook(preferences))
const panel = el('aside', { class: 'panel', id: 'panel' }, head, lost, switches.element, log.element)
document.body.append(el('main', {}, frame.element, panel, createSheet(preferences, panel)))
listenToServer(onMessage, (isConnected) => {
  lost.hidden = isConnected
})

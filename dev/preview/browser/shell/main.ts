/** The page around the phone: puts the phone, the panel and the line between them together. */
import './shell.css'
import type { ServerMessage } from '../../wire'
import type { Phone } from '../client'
import { createDialogs } from './dialogs'
import { el } from './element'
import { createLook } from './look'
import { createPhoneFrame } from './phone-frame'
import { createPreferences } from './preferences'
import { createRequestLog } from './request-log'
import { listenToServer } from './server-events'
import { createSheet } from './sheet'
import { createSwitches } from './switches'
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
const switches = createSwitches(preferences, {
  onConditions(conditions) {
    frame.showSignal(conditions)
    phone?.setConditions(conditions)
  },
  goAway,
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
// WeChat starts a mini-program anew as well when its language is changed.
preferences.onLanguage(frame.restart)
frame.showSignal(switches.conditions())

async function goAway(): Promise<void> {
  phone?.hide()
  for (let left = AWAY_SECONDS; left > 0; left -= 1) {
    frame.cover('away', words().away(left))
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
  frame.uncover('away')
  phone?.show()
}

function hear(message: ServerMessage): void {
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
preferences.say((say) => {
  about.textContent = say.about
  lost.textContent = say.lost
})
const title = el('div', {}, el('p', { class: 'brand' }, 'wx-oss-upload'), about)
const head = el('header', { class: 'head' }, title, createLook(preferences))
const panel = el('aside', { class: 'panel', id: 'panel' }, head, lost, switches.element, log.element)
document.body.append(el('main', {}, frame.element, panel, createSheet(preferences, panel)))
listenToServer(hear, (isThere) => {
  lost.hidden = isThere
})

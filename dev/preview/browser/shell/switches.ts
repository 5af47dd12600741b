import { CLOUD_SWITCHES, type CloudSwitch, PATHS } from '../../wire'
import type { Conditions } from '../client'
import { el } from './element'
import type { Preferences } from './preferences'
import type { PhoneSwitch } from './words'

export interface Switches {
  element: HTMLElement
  /** Other pages have hands on the cloud as well. */
  showCloud(on: CloudSwitch[]): void
  conditions(): Conditions
}

interface Acts {
  onConditions(conditions: Conditions): void
  /** Sends the mini-program to the background, and resolves when it is back. */
  goAway(): Promise<void>
}

/** The bad day: what may go wrong with phone, link and cloud. */
export function createSwitches(preferences: Preferences, { onConditions, goAway }: Acts): Switches {
  const conditions: Conditions = { isOnline: true, isSlow: false }
  const offline = toggle(preferences, 'offline', (isOn) => {
    conditions.isOnline = !isOn
    onConditions({ ...conditions })
  })
  const slow = toggle(preferences, 'slow', (isOn) => {
    conditions.isSlow = isOn
    onConditions({ ...conditions })
  })
  const background = el('button', { class: 'switch', type: 'button' })
  write(preferences, background, 'background')
  background.addEventListener('click', async () => {
    background.disabled = true
    await goAway()
    background.disabled = false
    background.focus()
  })
  const cloud = CLOUD_SWITCHES.map((name) => ({
    name,
    ...toggle(preferences, name, (isOn) => void setCloud(name, isOn)),
  }))

  const heading = el('h2', { id: 'bad-day' })
  preferences.say((words) => {
    heading.textContent = words.badDay
  })
  const all = [offline.element, slow.element, background, ...cloud.map(({ element }) => element)]
  return {
    element: el(
      'section',
      { class: 'card', 'aria-labelledby': 'bad-day' },
      heading,
      el('div', { class: 'switches' }, ...all),
    ),
    showCloud(on) {
      for (const { name, show } of cloud) show(on.includes(name))
    },
    conditions: () => ({ ...conditions }),
  }
}

function toggle(preferences: Preferences, name: PhoneSwitch | CloudSwitch, onToggle: (isOn: boolean) => void) {
  const element = el('button', { class: 'switch', type: 'button', role: 'switch', 'aria-checked': 'false' })
  const show = (isOn: boolean): void => element.setAttribute('aria-checked', String(isOn))
  element.addEventListener('click', () => {
    const isOn = element.getAttribute('aria-checked') !== 'true'
    show(isOn)
    onToggle(isOn)
  })
  write(preferences, element, name)
  return { element, show }
}

function write(preferences: Preferences, element: HTMLElement, name: PhoneSwitch | CloudSwitch): void {
  const title = el('span', { class: 'switch__name' })
  const does = el('span', { class: 'switch__does', id: `does-${name}` })
  element.append(el('span', { class: 'switch__words' }, title, does), el('span', { class: 'switch__knob' }))
  element.setAttribute('aria-describedby', does.id)
  preferences.say((words) => {
    title.textContent = words.switches[name].name
    does.textContent = words.switches[name].does
    element.setAttribute('aria-label', words.switches[name].name)
  })
}

const setCloud = (name: CloudSwitch, on: boolean): Promise<Response> =>
  fetch(PATHS.switches, { method: 'POST', body: JSON.stringify({ name, on }) })

import { el } from '../../../ui/element'
import type { Preferences } from '../../../ui/preferences'
import { CLOUD_SWITCHES, type CloudSwitch, PATHS } from '../../wire'
import type { Conditions } from '../client'
import type { PhoneSwitch, Words } from './words'

export interface FaultSwitches {
  element: HTMLElement
  /** Shows which switches of the cloud are on; other open pages can change them. */
  showCloud(on: CloudSwitch[]): void
  conditions(): Conditions
}

interface SwitchActions {
  onConditions(conditions: Conditions): void
  /** Sends the mini-program to the background, and resolves when it is back. */
  hideForAWhile(): Promise<void>
}

/** The fault switches of the phone, its link and the cloud. */
export function createFaultSwitches(
  preferences: Preferences<Words>,
  { onConditions, hideForAWhile }: SwitchActions,
): FaultSwitches {
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
    await hideForAWhile()
    background.disabled = false
    background.focus()
  })
  const cloud = CLOUD_SWITCHES.map((name) => ({
    name,
    ...toggle(preferences, name, (isOn) => void setCloud(name, isOn)),
  }))

  const heading = el('h2', { id: 'fault-switches' })
  preferences.onWords((words) => {
    heading.textContent = words.faultSwitches
  })
  const all = [offline.element, slow.element, background, ...cloud.map(({ element }) => element)]
  return {
    element: el(
      'section',
      { class: 'card', 'aria-labelledby': 'fault-switches' },
      heading,
      el('div', { class: 'switches' }, ...all),
    ),
    showCloud(on) {
      for (const { name, show } of cloud) show(on.includes(name))
    },
    conditions: () => ({ ...conditions }),
  }
}

function toggle(preferences: Preferences<Words>, name: PhoneSwitch | CloudSwitch, onToggle: (isOn: boolean) => void) {
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

function write(preferences: Preferences<Words>, element: HTMLElement, name: PhoneSwitch | CloudSwitch): void {
  const title = el('span', { class: 'switch__name' })
  const does = el('span', { class: 'switch__does', id: `does-${name}` })
  element.append(el('span', { class: 'switch__words' }, title, does), el('span', { class: 'switch__knob' }))
  element.setAttribute('aria-describedby', does.id)
  preferences.onWords((words) => {
    title.textContent = words.switches[name].name
    does.textContent = words.switches[name].does
    element.setAttribute('aria-label', words.switches[name].name)
  })
}

const setCloud = (name: CloudSwitch, on: boolean): Promise<Response> =>
  fetch(PATHS.switches, { method: 'POST', body: JSON.stringify({ name, on }) })

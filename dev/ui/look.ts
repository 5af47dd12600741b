import { el } from './element'
import type { Preferences } from './preferences'

/** What a page's words must have for the two choices. */
export interface LookWords {
  theme: string
  language: string
  light: string
  dark: string
}

/** Two choices: theme and language. */
export function createLook(preferences: Preferences<LookWords>): HTMLElement {
  const theme = choice({ light: '', dark: '' }, preferences.theme(), preferences.setTheme)
  const language = choice({ zh_CN: '中文', en: 'English' }, preferences.language(), preferences.setLanguage)
  preferences.onWords((words) => {
    theme.group.setAttribute('aria-label', words.theme)
    language.group.setAttribute('aria-label', words.language)
    theme.label('light', words.light)
    theme.label('dark', words.dark)
  })
  return el('div', { class: 'look' }, theme.group, language.group)
}

/** A radio group that looks like a segmented control; the browser handles the arrow keys. */
function choice<Value extends string>(
  labels: Record<Value, string>,
  chosen: Value,
  onChoose: (value: Value) => void,
): { group: HTMLElement; label(value: Value, text: string): void } {
  const values = Object.keys(labels) as Value[]
  const name = `choice-${values.join('-')}`
  const texts = new Map<Value, HTMLElement>()
  const group = el('div', { class: 'choice', role: 'radiogroup' })
  for (const value of values) {
    const text = el('span', {}, labels[value])
    const input = el('input', { type: 'radio', name, value, onchange: () => onChoose(value) })
    input.checked = value === chosen
    texts.set(value, text)
    group.append(el('label', {}, input, text))
  }
  return {
    group,
    label(value, text) {
      const element = texts.get(value)
      if (element) element.textContent = text
    },
  }
}

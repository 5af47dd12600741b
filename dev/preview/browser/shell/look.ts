import { el } from './element'
import type { Preferences } from './preferences'
import type { Words } from './words'

/** The two choices of how things look: theme and language. */
export function createLook(
  preferences: Preferences<Pick<Words, 'theme' | 'language' | 'light' | 'dark'>>,
): HTMLElement {
  const theme = choice(
    [
      { value: 'light' as const, words: () => '' },
      { value: 'dark' as const, words: () => '' },
    ],
    preferences.theme(),
    preferences.setTheme,
  )
  const language = choice(
    [
      { value: 'zh_CN' as const, words: () => '中文' },
      { value: 'en' as const, words: () => 'English' },
    ],
    preferences.language(),
    preferences.setLanguage,
  )
  preferences.say((words) => {
    theme.group.setAttribute('aria-label', words.theme)
    language.group.setAttribute('aria-label', words.language)
    theme.label('light', words.light)
    theme.label('dark', words.dark)
  })
  return el('div', { class: 'look' }, theme.group, language.group)
}

interface Option<Value> {
  value: Value
  words(): string
}

/** A radio group in the shape of a segmented control: arrow keys and all, by the browser. */
function choice<Value extends string>(options: Option<Value>[], chosen: Value, choose: (value: Value) => void) {
  const name = `choice-${options.map(({ value }) => value).join('-')}`
  const labels = new Map<Value, HTMLElement>()
  const group = el('div', { class: 'choice', role: 'radiogroup' })
  for (const { value, words } of options) {
    const text = el('span', {}, words())
    const input = el('input', { type: 'radio', name, value, onchange: () => choose(value) })
    input.checked = value === chosen
    labels.set(value, text)
    group.append(el('label', {}, input, text))
  }
  return {
    group,
    label(value: Value, words: string) {
      const text = labels.get(value)
      if (text) text.textContent = words
    },
  }
}

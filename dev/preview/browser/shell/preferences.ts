import type { Theme } from '../../wire'
import type { Language } from '../client'
import type { Words } from './words'

/** How the person wants to see things; kept by the browser. At first as the system has it. */
export interface Preferences<Said = Words> {
  theme(): Theme
  language(): Language
  setTheme(theme: Theme): void
  setLanguage(language: Language): void
  onTheme(listener: (theme: Theme) => void): void
  onLanguage(listener: () => void): void
  /** Writes words, now and whenever the language changes. */
  say(write: (words: Said) => void): void
}

const isTheme = (value: string | null): value is Theme => value === 'light' || value === 'dark'
const isLanguage = (value: string | null): value is Language => value === 'zh_CN' || value === 'en'

/** @param page under whose name they are kept */
export function createPreferences<Said>(page: string, words: Record<Language, Said>): Preferences<Said> {
  const keptTheme = localStorage.getItem(`${page}:theme`)
  const keptLanguage = localStorage.getItem(`${page}:language`)
  const wantsDark = matchMedia('(prefers-color-scheme: dark)').matches
  let theme: Theme = isTheme(keptTheme) ? keptTheme : wantsDark ? 'dark' : 'light'
  let language: Language = isLanguage(keptLanguage) ? keptLanguage : /^zh/.test(navigator.language) ? 'zh_CN' : 'en'
  const themeListeners: ((theme: Theme) => void)[] = []
  const languageListeners: (() => void)[] = []
  const writers: ((words: Said) => void)[] = []

  const apply = (): void => {
    document.documentElement.dataset.theme = theme
    document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN'
  }
  apply()
  return {
    theme: () => theme,
    language: () => language,
    setTheme(next) {
      theme = next
      localStorage.setItem(`${page}:theme`, next)
      apply()
      for (const listener of themeListeners) listener(next)
    },
    setLanguage(next) {
      language = next
      localStorage.setItem(`${page}:language`, next)
      apply()
      for (const write of writers) write(words[next])
      for (const listener of languageListeners) listener()
    },
    onTheme: (listener) => void themeListeners.push(listener),
    onLanguage: (listener) => void languageListeners.push(listener),
    say(write) {
      writers.push(write)
      write(words[language])
    },
  }
}

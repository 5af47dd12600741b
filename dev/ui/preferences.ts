import { openKept } from './kept'

export type Theme = 'light' | 'dark'

export type Language = 'zh_CN' | 'en'

/** The user's theme and language, kept by the browser; at first those of the system. */
export interface Preferences<Words> {
  theme(): Theme
  language(): Language
  setTheme(theme: Theme): void
  setLanguage(language: Language): void
  onTheme(listener: (theme: Theme) => void): void
  onLanguage(listener: () => void): void
  /** Calls the listener with the words of the language, now and after each change of the language. */
  onWords(listener: (words: Words) => void): void
}

const isTheme = (value: string | null): value is Theme => value === 'light' || value === 'dark'
const isLanguage = (value: string | null): value is Language => value === 'zh_CN' || value === 'en'

/** @param page the prefix of the names under which they are kept */
export function createPreferences<Words>(page: string, words: Record<Language, Words>): Preferences<Words> {
  const kept = openKept()
  const keptTheme = kept.get(`${page}:theme`)
  const keptLanguage = kept.get(`${page}:language`)
  const prefersDark = matchMedia('(prefers-color-scheme: dark)').matches
  let theme: Theme = isTheme(keptTheme) ? keptTheme : prefersDark ? 'dark' : 'light'
  let language: Language = isLanguage(keptLanguage) ? keptLanguage : /^zh/.test(navigator.language) ? 'zh_CN' : 'en'
  const themeListeners: ((theme: Theme) => void)[] = []
  const languageListeners: (() => void)[] = []
  const wordListeners: ((words: Words) => void)[] = []

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
      kept.set(`${page}:theme`, next)
      apply()
      for (const listener of themeListeners) listener(next)
    },
    setLanguage(next) {
      language = next
      kept.set(`${page}:language`, next)
      apply()
      for (const listener of wordListeners) listener(words[next])
      for (const listener of languageListeners) listener()
    },
    onTheme: (listener) => void themeListeners.push(listener),
    onLanguage: (listener) => void languageListeners.push(listener),
    onWords(listener) {
      wordListeners.push(listener)
      listener(words[language])
    },
  }
}

import type { MiniProgram, Theme, WindowSettings } from '../../../wire'
import type { PageBar } from '../../client'

/** A page's navigation bar: its settings override app.json's, and colours of theme.json are filled in. */
export function pageBar(
  { window, pageWindows, theme: themes }: MiniProgram,
  route: string,
  theme: Theme,
  shown: { title: string | undefined; canGoBack: boolean },
): PageBar {
  const settings: WindowSettings = { ...window, ...pageWindows[route] }
  const resolved = (value: string | undefined, fallback: string): string =>
    value?.startsWith('@') ? (themes[theme][value.slice(1)] ?? fallback) : (value ?? fallback)
  return {
    title: shown.title ?? settings.navigationBarTitleText ?? '',
    background: resolved(settings.navigationBarBackgroundColor, '#000000'),
    ink: resolved(settings.navigationBarTextStyle, 'white') === 'black' ? 'black' : 'white',
    page: resolved(settings.backgroundColor, '#ffffff'),
    isCustom: settings.navigationStyle === 'custom',
    canGoBack: shown.canGoBack,
  }
}

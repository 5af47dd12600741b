import type { Outcome } from '../../../../wx-host/calls/failures'
import { type Callbacks, invokePromised } from '../../../../wx-host/calls/invoke'
import type { Device } from '../../../../wx-host/device/device'
import type { Pages } from './pages'

type UrlOptions = { url: string } & Callbacks<object>

/** The navigation calls of `wx`. `switchTab` is missing, as the mini-program has no tab bar. */
export function createNavigation(device: Device, pages: () => Pages) {
  const go = (api: string, options: Callbacks<object> | undefined, act: () => string | undefined) =>
    invokePromised(device, api, options, (): Outcome<object> => {
      const problem = act()
      return problem === undefined ? { result: {} } : { failure: { errMsg: `${api}:fail ${problem}` } }
    })
  return {
    navigateTo: (options: UrlOptions) => go('navigateTo', options, () => pages().open(options.url)),
    redirectTo: (options: UrlOptions) => go('redirectTo', options, () => pages().replace(options.url, 1)),
    reLaunch: (options: UrlOptions) =>
      go('reLaunch', options, () => pages().replace(options.url, Number.POSITIVE_INFINITY)),
    navigateBack: (options?: { delta?: number } & Callbacks<object>) =>
      go('navigateBack', options, () => pages().back(options?.delta ?? 1)),
    setNavigationBarTitle: (options: { title: string } & Callbacks<object>) =>
      go('setNavigationBarTitle', options, () => pages().setTitle(options.title)),
    pageScrollTo: (options: { scrollTop?: number; selector?: string } & Callbacks<object>) =>
      go('pageScrollTo', options, () => pages().scrollTo(options)),
  }
}

import type { Client } from '../client'
import { LAUNCH } from './app'

const MENU = { width: 87, height: 32, marginRight: 7, top: 50 }
const STATUS_BAR = 44
const NAVIGATION_BAR = 44

/** The synchronous calls about phone, client and window (since base library 2.20.1). Lengths are in px. */
export function createDeviceInfo(client: Client) {
  const windowInfo = () => ({
    pixelRatio: devicePixelRatio,
    screenWidth: innerWidth,
    screenHeight: innerHeight + STATUS_BAR + NAVIGATION_BAR,
    windowWidth: innerWidth,
    windowHeight: innerHeight,
    statusBarHeight: STATUS_BAR,
    screenTop: STATUS_BAR + NAVIGATION_BAR,
    safeArea: {
      left: 0,
      right: innerWidth,
      top: STATUS_BAR,
      bottom: innerHeight + STATUS_BAR + NAVIGATION_BAR,
      width: innerWidth,
      height: innerHeight + NAVIGATION_BAR,
    },
  })
  const appInfo = () => ({
    SDKVersion: '3.17.0',
    version: '8.0.50',
    language: client.language,
    theme: client.theme,
    enableDebug: false,
    host: { env: 'WeChat' },
  })
  const deviceInfo = () => ({ platform: 'devtools', brand: 'devtools', model: 'Browser', system: navigator.platform })
  return {
    getAppBaseInfo: appInfo,
    getDeviceInfo: deviceInfo,
    getWindowInfo: windowInfo,
    /** Deprecated since base library 2.20.1, but kits of components still call it. */
    getSystemInfoSync: () => ({ ...appInfo(), ...deviceInfo(), ...windowInfo() }),
    getLaunchOptionsSync: () => LAUNCH,
    getEnterOptionsSync: () => LAUNCH,
    getMenuButtonBoundingClientRect: () => {
      const { width, height, top, marginRight } = MENU
      const right = innerWidth - marginRight
      return { width, height, top, right, bottom: top + height, left: right - width }
    },
  }
}

import type { Platform } from '../device/platform'

const MODELS: Record<Platform, { brand: string; model: string; system: string }> = {
  devtools: { brand: 'devtools', model: 'iPhone 15 Pro', system: 'iOS 17.5' },
  ios: { brand: 'iPhone', model: 'iPhone 15 Pro<iPhone16,1>', system: 'iOS 17.5' },
  android: { brand: 'Xiaomi', model: '23127PN0CC', system: 'Android 14' },
}

/** The synchronous calls about phone, client and window (base library 2.20.1). */
export function createDeviceInfo(platform: Platform) {
  return {
    getDeviceInfo: () => ({ platform, ...MODELS[platform] }),
    getAppBaseInfo: () => ({
      SDKVersion: '3.17.0',
      version: '8.0.50',
      language: 'zh_CN',
      theme: 'light',
      enableDebug: false,
      host: { env: 'WeChat' },
    }),
    getWindowInfo: () => ({
      pixelRatio: 3,
      screenWidth: 393,
      screenHeight: 852,
      windowWidth: 393,
      windowHeight: 765,
      statusBarHeight: 44,
      screenTop: 87,
      safeArea: { left: 0, right: 393, top: 44, bottom: 818, width: 393, height: 774 },
    }),
  }
}

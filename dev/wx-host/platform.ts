export type Platform = 'devtools' | 'ios' | 'android'

/** `sent`: as the server wrote them. */
export type HeaderCase = 'lower' | 'title' | 'sent'

/** What differs between the clients, apart from the words of their failures. */
export interface PlatformTraits {
  tempPrefix: string
  /** `wx.env.USER_DATA_PATH` */
  userDataPath: string
  /** What becomes of the eleventh of ten connections. Phones queue since base library 2.x, DevTools does not. */
  beyondConnectionLimit: 'queue' | 'fail'
  headerCase: HeaderCase
  /** Whether uploadFile's success has `header`: undocumented, and absent on some clients. */
  uploadShowsHeaders: boolean
  /** Android gives zero bytes for what lies past the end of a file, and calls it a success. */
  padsReadsPastEnd: boolean
  /** The file part's own Content-Type is the client's choice, and no two clients choose alike. */
  partType: 'by-extension' | 'octet-stream'
  userAgent: string
  /** The last folder but one of the fixed Referer. */
  refererVersion: string
}

const phone = {
  tempPrefix: 'wxfile://tmp_',
  userDataPath: 'wxfile://usr',
  beyondConnectionLimit: 'queue',
  uploadShowsHeaders: false,
  refererVersion: '0',
} as const

export const PLATFORMS: Record<Platform, PlatformTraits> = {
  devtools: {
    // Local paths, although they look like the network's: never to be sorted out by their scheme alone.
    tempPrefix: 'http://tmp/',
    userDataPath: 'http://usr',
    beyondConnectionLimit: 'fail',
    headerCase: 'lower',
    uploadShowsHeaders: true,
    padsReadsPastEnd: false,
    partType: 'by-extension',
    userAgent: 'Mozilla/5.0 AppleWebKit/605.1.15 wechatdevtools/1.06 MicroMessenger/8.0.5 Language/zh_CN webview/',
    refererVersion: 'devtools',
  },
  ios: {
    ...phone,
    // NSURLSession spells ETag `Etag`.
    headerCase: 'title',
    padsReadsPastEnd: false,
    partType: 'by-extension',
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) MicroMessenger/8.0.50 NetType/WIFI Language/zh_CN',
  },
  android: {
    ...phone,
    headerCase: 'sent',
    padsReadsPastEnd: true,
    partType: 'octet-stream',
    userAgent: 'Mozilla/5.0 (Linux; Android 14; wv) MicroMessenger/8.0.50 NetType/WIFI Language/zh_CN ABI/arm64',
  },
}

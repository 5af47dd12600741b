export type Platform = 'devtools' | 'ios' | 'android'

/** `sent`: as the server sent them. */
export type HeaderCase = 'lower' | 'title' | 'sent'

/** What differs between the clients, apart from their failure messages. */
export interface PlatformTraits {
  tempPrefix: string
  /** `wx.env.USER_DATA_PATH` */
  userDataPath: string
  /** What happens to the eleventh connection. Phones queue it since base library 2.x, DevTools fails it. */
  beyondConnectionLimit: 'queue' | 'fail'
  headerCase: HeaderCase
  /** Whether the result of uploadFile has `header`: it is undocumented and missing on some clients. */
  uploadShowsHeaders: boolean
  /** Android pads reads past the end of a file with zero bytes, and succeeds. */
  padsReadsPastEnd: boolean
  /** The client chooses the Content-Type of the file part, and clients choose differently. */
  partType: 'by-extension' | 'octet-stream'
  userAgent: string
  /** The version in the fixed Referer. */
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
    // These are local paths although they look like URLs: the scheme alone does not tell.
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

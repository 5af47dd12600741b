import type { LifecycleOptions } from './app/lifecycle'
import { PLATFORMS, type Platform, type PlatformTraits } from './device/platform'
import type { LegalDomains } from './network/legal-domains'
import type { Disk } from './storage/disk'

/** What one device may have different from others of its platform. */
type OwnTraits = Pick<PlatformTraits, 'headerCase' | 'uploadShowsHeaders' | 'beyondConnectionLimit' | 'userAgent'>

export interface WxHostOptions extends Partial<LifecycleOptions>, Partial<OwnTraits> {
  /** Default `devtools`. */
  platform?: Platform
  /** The lists of legal domains. Default: no check, as in DevTools with `urlCheck: false`. */
  domains?: LegalDomains
  /** `networkTimeout` of app.json, ms; default 60000 each. */
  networkTimeout?: { request?: number; uploadFile?: number }
  /** How far the device's clock is ahead, ms; default 0. */
  clockOffsetMs?: number
  /** Pickers send the app to the background while they are open, as on some phones; default false. */
  pickersHideApp?: boolean
  /** AppID in the Referer. */
  appId?: string
  /** The disk of an earlier host: the same phone after the app was killed. The caller removes it in the end. */
  disk?: Disk
  /** Counts `WxHost.buffers`, which needs garbage collections now and then; default false. */
  countBuffers?: boolean
  /** For names of temporary files, login codes and boundaries; default: random. */
  randomHex?: (bytes: number) => string
}

export function traitsOf(options: WxHostOptions): PlatformTraits {
  const traits = PLATFORMS[options.platform ?? 'devtools']
  return {
    ...traits,
    headerCase: options.headerCase ?? traits.headerCase,
    uploadShowsHeaders: options.uploadShowsHeaders ?? traits.uploadShowsHeaders,
    beyondConnectionLimit: options.beyondConnectionLimit ?? traits.beyondConnectionLimit,
    userAgent: options.userAgent ?? traits.userAgent,
  }
}

import type { Disk } from './disk'
import type { LegalDomains } from './legal-domains'
import type { LifecycleOptions } from './lifecycle'
import { PLATFORMS, type Platform, type PlatformTraits } from './platform'

/** How one device may differ from others of its platform. */
type OwnTraits = Pick<PlatformTraits, 'headerCase' | 'uploadShowsHeaders' | 'beyondConnectionLimit' | 'userAgent'>

export interface WxHostOptions extends Partial<LifecycleOptions>, Partial<OwnTraits> {
  /** `devtools` */
  platform?: Platform
  /** The lists of legal domains. Unset: no check, as in DevTools with `urlCheck: false`. */
  domains?: LegalDomains
  /** app.json's, ms; 60000 each. */
  networkTimeout?: { request?: number; uploadFile?: number }
  /** How wrong the device's clock is, ms; 0. */
  clockOffsetMs?: number
  /** Pickers send the app to the background while they are open, as on some phones; no. */
  pickersHideApp?: boolean
  /** In the Referer. */
  appId?: string
  /** That of an earlier host: the same phone, after the app was killed. Whoever made it removes it. */
  disk?: Disk
  /** Counts what `WxHost.buffers` tells, which takes a garbage collection now and then; no. */
  countBuffers?: boolean
  /** Names of temporary files, login codes, boundaries; random. */
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

import type { Activity } from './activity'
import type { CallLog } from './call-log'
import type { FaultSource } from './faults'
import type { Platform, PlatformTraits } from './platform'
import type { Thread } from './thread'

/** Shared by every part of the host. */
export interface Device {
  platform: Platform
  traits: PlatformTraits
  /** Fixed by the client: `https://servicewechat.com/{appid}/{version}/page-frame.html`. */
  referer: string
  thread: Thread
  activity: Activity
  faults: FaultSource
  log: CallLog
  /** The device's own clock, ms since 1970; it is wrong by `clockOffsetMs`. */
  now(): number
  /** Hexadecimal, for temporary names, codes and boundaries. */
  randomHex(bytes: number): string
}

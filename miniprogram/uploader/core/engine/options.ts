import type { UploadError } from '../errors'
import type { MobileDataRule } from '../flow/mobile-data'

export interface EngineOptions {
  /** Files sent at a time. Default 3, at most 6. */
  parallel?: number
  /** Files of at least so many bytes are sent by parts, and can go on after a break. Default 16 MB. */
  multipartThreshold?: number
  /** Keeps the screen on while anything uploads, since a dark one hides the app. Default true. */
  keepAwake?: boolean
  /** When the user is asked before mobile data is used. Default: never. */
  mobileData?: MobileDataRule
  /** Told of every upload that fails, once; not of those that are cancelled. */
  onFailure?: (error: UploadError) => void
}

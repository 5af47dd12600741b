import type { UploadError } from '../errors'
import type { MobileDataRule } from '../flow/mobile-data'
import type { Kinds } from './assert-options'

export interface EngineOptions {
  /** How many files to send at a time. Default: 3; at most 6. */
  parallel?: number
  /** Files of at least this many bytes are sent by parts, and can be resumed. Default: 16 MB. */
  multipartThreshold?: number
  /** Keeps the screen on during uploads, because a dark screen hides the app. Default: true. */
  keepAwake?: boolean
  /** When to ask the user before a file is sent over mobile data. Default: never. */
  mobileData?: MobileDataRule
  /** Called once for every upload that fails, but not for cancelled ones. */
  onFailure?: (error: UploadError) => void
}

/** The kinds of {@link EngineOptions}, for programs without types. */
export const ENGINE_OPTIONS = {
  parallel: 'number',
  multipartThreshold: 'number',
  keepAwake: 'boolean',
  mobileData: 'object',
  onFailure: 'function',
} as const satisfies Kinds & Record<keyof EngineOptions, unknown>

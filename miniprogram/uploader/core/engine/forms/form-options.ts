import type { UploadError } from '../../errors'
import type { MobileDataRule } from '../../flow/mobile-data'
import type { Kinds } from '../assert-options'

export interface FormOptions {
  /** How many files to send at a time, 1 to 8. Default: 2, 3 or 8, by the size of a file and the speed of the link. */
  parallel?: number
  /** Keeps the screen on during uploads, because a dark screen hides the app. Default: true. */
  keepAwake?: boolean
  /** When to ask the user before a file is sent over mobile data. Default: never. */
  mobileData?: MobileDataRule
  /**
   * How long nothing may get through, ms, before an upload that retries after temporary failures gives up: no new byte,
   * no part, and no answer with success. Default: 120,000. An upload by parts of which a part has arrived does not give
   * up: it retries as long as its token lasts.
   */
  giveUpAfterMs?: number
  /** Called once for every upload that fails, but not for cancelled ones. */
  onFailure?: (error: UploadError) => void
}

/** The kinds of {@link FormOptions}, for programs without types. */
export const FORM_OPTIONS = {
  parallel: 'number',
  keepAwake: 'boolean',
  mobileData: 'object',
  giveUpAfterMs: 'number',
  onFailure: 'function',
} as const satisfies Kinds & Record<keyof FormOptions, unknown>

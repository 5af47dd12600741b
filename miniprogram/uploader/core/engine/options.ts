import type { Kinds } from './assert-options'
import { FORM_OPTIONS, type FormOptions } from './forms/form-options'

export interface EngineOptions extends FormOptions {
  /** Files of at least this many bytes are sent by parts, and can be resumed. Default: 16 MB. */
  multipartThreshold?: number
}

/** The kinds of {@link EngineOptions}. */
export const ENGINE_OPTIONS = {
  ...FORM_OPTIONS,
  multipartThreshold: 'number',
} as const satisfies Kinds & Record<keyof EngineOptions, unknown>

import type { UploadError } from '../core/errors'
import type { Language } from '../messages/explain'
import { explain } from '../messages/explain-wx'

/**
 * Writes failed uploads to the console with their hints, so that a developer need not look up the code.
 * `npx wx-oss-upload-server explain` says the same in both languages, and more.
 */
export const warnDeveloper =
  (language?: Language) =>
  (error: UploadError): void => {
    const { message, hint } = explain(error, language)
    console.warn(`[wx-oss-upload] ${error.message}\n${hint || message}`)
  }

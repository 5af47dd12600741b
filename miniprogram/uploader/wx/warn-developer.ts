import type { UploadError } from '../core/errors'
import { explain } from '../messages/explain-wx'

/**
 * Writes a failed upload to the console with hints in both languages, so that a developer need not look up the code.
 * `npx wx-oss-upload-server explain` says the same, and more.
 */
export function warnDeveloper(error: UploadError): void {
  console.warn(`[wx-oss-upload] ${error.message}\n${explain(error, 'zh').hint}\n${explain(error, 'en').hint}`)
}

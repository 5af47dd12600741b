import type { UploadError } from '../core/errors'
import { explain } from '../messages/explain-wx'

/** To the console, so that nobody has to look up a code; `npx wx-oss-upload-server explain` says the same, and more. */
export function tellDeveloper(error: UploadError): void {
  console.warn(`[wx-oss-upload] ${error.message}\n${explain(error, 'zh').hint}\n${explain(error, 'en').hint}`)
}

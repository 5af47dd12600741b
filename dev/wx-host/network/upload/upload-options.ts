import type { Callbacks } from '../../calls/invoke'

export interface UploadResult {
  statusCode: number
  /** The body as text; it is never parsed. */
  data: string
  /** Undocumented: only some clients have it. */
  header?: Record<string, string>
}

export interface UploadFileOptions extends Callbacks<UploadResult> {
  url: string
  filePath: string
  /** Name of the form field that carries the file. */
  name: string
  /** Fields before the file, sent in this order as text. */
  formData?: Record<string, unknown>
  header?: Record<string, string>
  /** Milliseconds in total; default 60000. */
  timeout?: number
}

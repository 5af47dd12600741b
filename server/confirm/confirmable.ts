import type { ServerContext } from '../context'
import type { RouteRules } from '../define-routes/route'
import type { UploadLine } from '../http/upload-line'
import type { Upload } from '../oss/upload-token'
import type { ReadContext } from '../reads/read-url'
import type { RunningCall } from './verdicts'

export type ConfirmContext = ReadContext &
  Pick<ServerContext, 'background' | 'bucket' | 'hookDeadlineMs' | 'log' | 'metrics' | 'now' | 'routes' | 'verdicts'>

/** What one call knows about the upload that it confirms. */
export interface Confirmable {
  upload: Upload
  /** CRC-64 that the client computed over the bytes it sent. */
  crc64: string | undefined
  /** As the route's schema parsed it. */
  input: unknown
  route: RouteRules
  call: RunningCall
  note: NoteFacts
}

/** Takes what a call learns about the upload, for its line in the log. */
export type NoteFacts = (facts: Pick<UploadLine, 'again' | 'hookMs'>) => void

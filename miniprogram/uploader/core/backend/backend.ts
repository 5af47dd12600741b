import type {
  AbortAnswer,
  CompleteRequest,
  FileUrl,
  PartsRequest,
  ResumeAnswer,
  SignedParts,
  StoredFile,
  Ticket,
  UploadsRequest,
  UrlsRequest,
} from '../../contract'
import type { UploadError } from '../errors'
import type { Signal } from '../flow/cancellation'

/**
 * Who allows uploads and says what is stored: the server of the contract, or, in `uploader/sts`, the app itself with
 * credentials of its own. Each rejects with an `UploadError`. None retries: whoever calls knows what it costs.
 */
export interface Backend {
  /** Tells backends apart in the store: what one knows of is nothing to another. */
  readonly id: string
  /** Gets ready whatever the calls below need first, such as a session. */
  prepare(): Promise<void>
  /** One outcome a file, in the order asked. */
  uploads(request: UploadsRequest, signal: Signal): Promise<(Ticket | UploadError)[]>
  parts(request: PartsRequest, signal: Signal): Promise<SignedParts>
  resume(upload: string, signal: Signal): Promise<ResumeAnswer>
  complete(request: CompleteRequest, signal: Signal): Promise<StoredFile>
  abort(upload: string, signal: Signal): Promise<AbortAnswer>
  urls(request: UrlsRequest, signal: Signal): Promise<(FileUrl | UploadError)[]>
}

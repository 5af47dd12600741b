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
import type { Signal } from '../ports'

/**
 * Allows uploads and confirms what is stored: the server of the contract, or, in `uploader/sts`, the app itself with
 * its own credentials. Each call rejects with an `UploadError`. No call retries: the caller decides.
 */
export interface FormBackend {
  /** Separates the backends in the store: one does not know the uploads of another. */
  readonly id: string
  /** Gets what the calls below need first, such as a session. */
  prepare(): Promise<void>
  /** Resolves with one outcome for each file, in order. */
  uploads(request: UploadsRequest, signal: Signal): Promise<(Ticket | UploadError)[]>
  complete(request: CompleteRequest, signal: Signal): Promise<StoredFile>
  abort(upload: string, signal: Signal): Promise<AbortAnswer>
  urls(request: UrlsRequest, signal: Signal): Promise<(FileUrl | UploadError)[]>
}

/** A backend that also signs parts. */
export interface Backend extends FormBackend {
  parts(request: PartsRequest, signal: Signal): Promise<SignedParts>
  resume(upload: string, signal: Signal): Promise<ResumeAnswer>
}

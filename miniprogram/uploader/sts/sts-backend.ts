import type { Backend } from '../core/backend/backend'
import { NEVER } from '../core/flow/cancellation'
import type { Ports, Transport } from '../core/ports'
import { abort } from './abort'
import { callOss } from './calls/call-oss'
import { createReceipts, observedTransport } from './calls/observed-transport'
import { ossTime } from './calls/oss-time'
import { confirm } from './confirm'
import { heldCredentials } from './credentials/held-credentials'
import { readStsAnswer } from './credentials/read-sts-answer'
import type { BucketPlace, StsCredentials } from './credentials/sts-credentials'
import type { StsContext } from './sts-context'
import { readMultipartUpload } from './sts-upload'
import { signedParts } from './tickets/multipart-ticket'
import type { KeyOf } from './tickets/object-key'
import { resumeParts } from './tickets/resume-parts'
import { tickets } from './tickets/tickets'
import { freshUrls } from './urls'

export interface StsOptions extends BucketPlace {
  /**
   * Asks the app's own backend for STS credentials. Resolves to its answer: either the whole result of `wx.request`,
   * whose `Date` header corrects a wrong device clock, or the body alone. See `readStsAnswer`.
   */
  credentials: () => Promise<unknown>
  /** The key of a file, below `prefix`. Default: random, with the extension of its type. */
  keyOf?: KeyOf
  /**
   * True if the bucket lets anyone read: URLs are then plain and never expire. Default false: URLs are signed, for an
   * hour at most.
   */
  publicRead?: boolean
}

/** The app itself as the backend. The engine must reach OSS by this `transport`, whose answers the backend reads. */
export function stsBackend(
  { credentials: ask, keyOf, publicRead = false, ...place }: StsOptions,
  { transport, clock, random }: Pick<Ports, 'transport' | 'clock' | 'random'>,
): { backend: Backend; transport: Transport } {
  const time = ossTime(clock)
  const receipts = createReceipts()
  const read = (answer: unknown): StsCredentials => {
    const credentials = readStsAnswer(answer, place, clock.now())
    time.learn(credentials.date)
    return credentials
  }
  const credentials = heldCredentials(ask, read, clock)
  const observed = observedTransport(transport, { time, credentials, receipts })
  const call = callOss({ transport: observed, credentials, time })
  const context: StsContext = { clock, random, credentials, time, receipts, call, keyOf, publicRead }

  const backend: Backend = {
    id: `sts:${place.bucket ?? ''}/${place.prefix ?? ''}`,
    // All callers share the credentials, so no single caller may cancel the request for them.
    prepare: () => credentials.current(NEVER).then(() => {}),
    uploads: (request, signal) => tickets(request, context, signal),
    parts: async ({ upload, from, count }, signal) =>
      signedParts(readMultipartUpload(upload), from, count, context, signal),
    resume: (upload, signal) => resumeParts(upload, context, signal),
    complete: (request, signal) => confirm(request, context, signal),
    abort: (upload, signal) => abort(upload, context, signal),
    urls: (request, signal) => freshUrls(request, context, signal),
  }
  return { backend, transport: observed }
}

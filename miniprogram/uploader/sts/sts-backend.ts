import type { Backend } from '../core/backend/backend'
import { cancellation } from '../core/flow/cancellation'
import type { Ports, Transport } from '../core/ports'
import { abort } from './abort'
import { arrivals as arrivalBook, attentiveTransport } from './attentive-transport'
import { confirm } from './confirm'
import { freshUrls } from './fresh-urls'
import { heldCredentials } from './held-credentials'
import type { KeyOf } from './object-key'
import { ossCaller } from './oss-calls'
import { ossTime } from './oss-time'
import { signedParts } from './parts-ticket'
import { readPartsUpload } from './parts-upload'
import { readStsAnswer } from './read-sts-answer'
import { resumeParts } from './resume-parts'
import type { BucketPlace, StsCredentials } from './sts-credentials'
import type { StsSurroundings } from './surroundings'
import { tickets } from './tickets'

export interface StsOptions extends BucketPlace {
  /**
   * Asks the app's own backend for STS credentials. Resolves to what it answered: the result of `wx.request` as it is,
   * whose `Date` header tells the time to devices whose clock is wrong, or its body. See {@link readStsAnswer}.
   */
  credentials: () => Promise<unknown>
  /** The key of a file, below `prefix`. Default: random, with the extension of its type. */
  keyOf?: KeyOf
  /** The bucket lets anybody read: URLs are then plain, and good for good. Default false: signed, for an hour at most. */
  publicRead?: boolean
}

/** The app itself as the backend. OSS is to be reached by this `transport`, through which the backend listens. */
export function stsBackend(
  { credentials: ask, keyOf, publicRead = false, ...place }: StsOptions,
  { transport, clock, random }: Pick<Ports, 'transport' | 'clock' | 'random'>,
): { backend: Backend; transport: Transport } {
  const time = ossTime(clock)
  const arrivals = arrivalBook()
  const read = (answer: unknown): StsCredentials => {
    const credentials = readStsAnswer(answer, place, clock.now())
    time.learn(credentials.date)
    return credentials
  }
  const credentials = heldCredentials(ask, read, clock)
  const attentive = attentiveTransport(transport, { time, credentials, arrivals })
  const call = ossCaller({ transport: attentive, credentials, time })
  const around: StsSurroundings = { clock, random, credentials, time, arrivals, call, keyOf, publicRead }
  // They are for all who wait and for those who come, so nobody calls it off.
  const { signal: never } = cancellation()

  const backend: Backend = {
    id: `sts:${place.bucket ?? ''}/${place.prefix ?? ''}`,
    prepare: () => credentials.current(never).then(() => {}),
    uploads: (request, signal) => tickets(request, around, signal),
    parts: async ({ upload, from, count }, signal) => signedParts(readPartsUpload(upload), from, count, around, signal),
    resume: (upload, signal) => resumeParts(upload, around, signal),
    complete: (request, signal) => confirm(request, around, signal),
    abort: (upload, signal) => abort(upload, around, signal),
    urls: (request, signal) => freshUrls(request, around, signal),
  }
  return { backend, transport: attentive }
}

import type { FileDeclaration, FormTicket, StoredFile } from '../../contract'
import type { LocalFile, UploadedFile } from '../api'
import type { Crc64 } from '../crc64/crc64'
import { toDecimal } from '../crc64/decimal'
import { UploadError } from '../errors'
import { fileCrc64 } from '../file/file-crc64'
import { assertUnchanged } from '../file/inspect'
import { cancellation } from '../flow/cancellation'
import type { LinkSpeed } from '../flow/link-speed'
import { type Sample, sampled, speedOf } from '../flow/speed'
import { orStopped } from '../flow/waiting'
import type { HttpAnswer } from '../ports'
import type { UploadContext } from '../task/context'
import type { TaskControl } from '../task/task'
import { postForm } from './post-form'
import { type Held, runForm } from './run'

export interface FormUpload {
  file: LocalFile
  declaration: FileDeclaration
  ticket: FormTicket
  /** A fresh ticket for the same key. */
  renew(ticket: FormTicket): Promise<Held>
}

/** Rather a fresh ticket than one that ends while the request is on its way, ms. */
const MARGIN_MS = 30_000

/** Sends a file in one POST, by the platform's own means, and learns that it is stored. */
export async function uploadByForm(
  upload: FormUpload,
  context: UploadContext,
  control: TaskControl,
): Promise<UploadedFile> {
  const { ports, backend, places, connections, link } = context
  const { clock, random } = ports
  const { signal, gate } = control
  const { size } = upload.declaration
  const reading = cancellation()
  let checksum: Promise<Crc64 | undefined> | undefined
  let known: Crc64 | undefined
  let hasBegun = false

  /** Beside the first send; what it finds is good for all. */
  const beginChecksum = (): void => {
    const terms = {
      files: ports.files,
      checksums: context.checksums,
      linkBytesPerSecond: link.estimate(ports.lifecycle.network()),
    }
    checksum ??= fileCrc64(upload.file.path, size, terms, reading.signal).then((crc) => {
      known = crc
      return crc
    })
  }

  async function send({ ticket }: Held): Promise<HttpAnswer> {
    const tell = sendingTeller(size, control, clock.now)
    tell(0, size)
    if (signal.stopped) throw new UploadError('cancelled')
    hasBegun = true
    beginChecksum()
    const began = clock.now()
    const answer = await postForm({ path: upload.file.path, size }, ticket, {
      transport: ports.transport,
      gate,
      signal,
      onSent: tell,
    })
    if (answer.status >= 300) return answer
    observe(link, size, clock.now() - began)
    await assertUnchanged(upload.file.path, size, ports.files)
    return answer
  }

  const acts = {
    inPlace: <T>(work: () => Promise<T>) => places.run(() => connections.run(work, signal), signal),
    send,
    renew: ({ ticket }: Held) => upload.renew(ticket),
    isStale: ({ ticket, at }: Held) => clock.now() - at > ticket.expiresIn * 1000 - MARGIN_MS,
    confirm({ ticket }: Held): Promise<StoredFile> {
      control.enter({ phase: 'confirming' })
      const request = { upload: ticket.upload, ...(known ? { crc64: toDecimal(known) } : {}) }
      return orStopped(backend.complete(request, signal), signal)
    },
    rest: () => control.report({ phase: 'queued' }),
  }
  try {
    const first = { ticket: upload.ticket, at: clock.now() }
    const stored = await runForm(first, acts, { clock, random, gate }, signal)
    return verifyStored(stored, await orStopped(checksum ?? Promise.resolve(undefined), signal))
  } catch (thrown) {
    // It may have arrived after all: platforms tell late how much has left.
    if (signal.stopped && hasBegun) await context.leftovers.add(upload.ticket.upload)
    throw thrown
  } finally {
    // Nothing of it is left open when the upload has ended.
    reading.stop()
    await checksum
  }
}

/** Of less, a time says more of the round trip than of the link, bytes. */
const LEAST_OBSERVED = 256 * 1024

function observe(link: LinkSpeed, bytes: number, ms: number): void {
  if (bytes >= LEAST_OBSERVED && ms > 0) link.observe((bytes * 1000) / ms)
}

/** @throws UploadError `stored-differs` when other bytes are stored than the file has. */
export function verifyStored(stored: StoredFile, crc: Crc64 | undefined): UploadedFile {
  if (crc && toDecimal(crc) !== stored.crc64) {
    throw new UploadError('stored-differs', { params: { crc64: stored.crc64 } })
  }
  return { ...stored, verified: crc !== undefined }
}

/** Turns bytes of the whole body into the file's own, and learns the speed. */
function sendingTeller(size: number, { report }: TaskControl, now: () => number) {
  let samples: Sample[] = []
  return (sentBytes: number, bodyBytes: number): void => {
    const sent = bodyBytes > 0 ? (sentBytes / bodyBytes) * size : 0
    samples = sampled(samples, { at: now(), bytes: sent })
    const bytesPerSecond = speedOf(samples, now()) || undefined
    const progress = { sentBytes: sent, totalBytes: size, estimated: false, bytesPerSecond }
    report({ phase: 'sending', progress })
    if (sentBytes >= bodyBytes) report({ phase: 'confirming' })
  }
}

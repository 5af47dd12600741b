import type { FileDeclaration, FormTicket } from '../../contract'
import type { LocalFile, UploadedFile } from '../api'
import type { Crc64 } from '../crc64/crc64'
import { toDecimal } from '../crc64/decimal'
import { UploadError } from '../errors'
import { fileCrc64, verifyStored } from '../file/file-crc64'
import { assertUnchanged } from '../file/local-file'
import { type Cancellation, cancellation } from '../flow/cancellation'
import { type LinkSpeed, type Sample, sampled, speedOf } from '../flow/speed'
import { orStopped } from '../flow/waiting'
import type { FormContext } from '../task/context'
import type { TaskControl } from '../task/task'
import { postForm } from './post-form'
import { type FormActs, runForm } from './run'

export interface FormUpload {
  file: LocalFile
  declaration: FileDeclaration
  ticket: FormTicket
  /** Asks for a fresh ticket for the same key. */
  renew(ticket: FormTicket): Promise<FormTicket>
}

/** A ticket is renewed this long before it expires, so that it does not expire during a request, ms. */
const MARGIN_MS = 30_000

/** Sends a file in one POST, which the platform streams from disk, and confirms that it is stored. */
export async function uploadByForm(
  upload: FormUpload,
  context: FormContext,
  control: TaskControl,
): Promise<UploadedFile> {
  const { signal, retry } = control
  const checksum: ChecksumDuringSend = { reading: cancellation(), computing: undefined, known: undefined }
  const acts = formActs(upload, checksum, context, control)
  try {
    const first = { ticket: upload.ticket, at: context.ports.clock.now() }
    const stored = await runForm(first, acts, retry, signal)
    return verifyStored(stored, await orStopped(checksum.computing ?? Promise.resolve(undefined), signal))
  } catch (thrown) {
    // The file may have arrived nevertheless: platforms report late how much has been sent.
    if (signal.stopped && checksum.computing) await context.abandon(upload.ticket.upload)
    throw thrown
  } finally {
    // The file must be closed when the upload has ended.
    checksum.reading.stop()
    await checksum.computing
  }
}

/** The checksum of the file. It is computed during the first send; later sends need no other. */
interface ChecksumDuringSend {
  reading: Cancellation
  /** Undefined until the first send begins. Resolves with undefined if the checksum cannot be computed. */
  computing: Promise<Crc64 | undefined> | undefined
  /** The result, once it is computed. */
  known: Crc64 | undefined
}

function formActs(
  { file: { path }, declaration: { size }, renew }: FormUpload,
  checksum: ChecksumDuringSend,
  context: FormContext,
  control: TaskControl,
): FormActs {
  const { ports, backend, places, forms, link } = context
  const { clock, files, transport } = ports
  const { signal, gate } = control
  const report = progressReporter(size, control, clock.now)
  return {
    inPlace: (work) => places.run(size, (release) => forms.run(() => work(release), signal), signal),
    async send({ ticket }, { onMoved, onAllSent }) {
      const onSent = report(onMoved, onAllSent)
      onSent(0, size)
      if (signal.stopped) throw new UploadError('cancelled')
      checksum.computing ??= fileCrc64({ path, size }, context, checksum.reading.signal).then((crc) => {
        checksum.known = crc
        return crc
      })
      const begunAt = clock.now()
      const answer = await postForm({ path, size }, ticket, { transport, gate, signal, onSent })
      if (answer.status >= 300) return answer
      observe(link, size, clock.now() - begunAt)
      await assertUnchanged(path, size, files)
      return answer
    },
    confirm({ ticket }) {
      control.enter({ phase: 'confirming' })
      const { known } = checksum
      const request = { upload: ticket.upload, ...(known ? { crc64: toDecimal(known) } : {}) }
      return orStopped(backend.complete(request, signal), signal)
    },
    renew: async ({ ticket }) => ({ ticket: await renew(ticket), at: clock.now() }),
    isStale: ({ ticket, at }) => clock.now() - at > ticket.expiresIn * 1000 - MARGIN_MS,
    idle: () => control.report({ phase: 'queued' }),
  }
}

/** The time of a smaller file says more about the round trip than about the link's speed, bytes. */
const LEAST_OBSERVED = 256 * 1024

function observe(link: LinkSpeed, bytes: number, ms: number): void {
  if (bytes >= LEAST_OBSERVED && ms > 0) link.observe((bytes * 1000) / ms)
}

/** Converts the sent bytes of the whole body into bytes of the file, measures the speed, and reports both. */
function progressReporter(size: number, { report }: TaskControl, now: () => number) {
  /** The most bytes of the body that any attempt has sent. */
  let furthest = 0
  /** The progress of one attempt. */
  return (onMoved: (isNews: boolean) => void, onAllSent: () => void) => {
    let samples: Sample[] = []
    let hasMoved = false
    return (sentBytes: number, bodyBytes: number): void => {
      onMoved(sentBytes > furthest)
      furthest = Math.max(furthest, sentBytes)
      const sent = bodyBytes > 0 ? (sentBytes / bodyBytes) * size : 0
      samples = sampled(samples, { at: now(), bytes: sent })
      const bytesPerSecond = speedOf(samples, now()) || undefined
      const progress = { sentBytes: sent, totalBytes: size, estimated: false, bytesPerSecond, inFlight: 1 }
      report({ phase: 'sending', progress })
      if (sentBytes < bodyBytes) {
        hasMoved ||= sentBytes > 0
        return
      }
      // Where the first report says that all was sent, the bytes may not have left yet.
      if (hasMoved) onAllSent()
      report({ phase: 'confirming' })
    }
  }
}

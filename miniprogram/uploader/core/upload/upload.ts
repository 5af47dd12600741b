import type { FormTicket, MultipartTicket } from '../../contract'
import type { UploadedFile } from '../api'
import type { Slot } from '../backend/tickets/ticket-batcher'
import { asUploadError, UploadError } from '../errors'
import { fingerprint } from '../file/fingerprint'
import type { Inspected } from '../file/local-file'
import { uploadByParts } from '../multipart/multipart'
import { partSizeFor, streamedPartSize } from '../multipart/plan'
import type { Upload, UploadContext } from '../task/context'
import type { TaskControl } from '../task/task'
import { type Checkpoint, newCheckpoint } from '../unfinished/checkpoint'
import { claimEarlier } from '../unfinished/claim'
import { isGone } from '../unfinished/verdict'
import { asForm, measure, ticketFor } from './begin'
import { resumeFrom } from './resume'
import { sendForm } from './upload-form'

/** Uploads a local file: by form if it is small, else by parts, from where an earlier upload of the file stopped. */
export async function performUpload(
  upload: Upload,
  context: UploadContext,
  control: TaskControl,
): Promise<UploadedFile> {
  const begun = await context.withSlot(upload.purpose, (slot) => prepare(upload, slot, context, control))
  const { inspected } = begun
  if ('form' in begun) return sendFormOrParts(begun.form, upload, inspected, context, control)
  if ('parts' in begun) return sendParts(begun.parts, context, control)

  return resumeFrom(begun.earlier, context, control).catch(async (thrown: unknown) => {
    if (!isGone(thrown) && !(await isOtherUsers(thrown, begun.earlier, context))) throw thrown
    return sendParts(await askForParts(upload, inspected, context, control), context, control)
  })
}

type Prepared = { inspected: Inspected } & ({ form: FormTicket } | { parts: BegunParts } | { earlier: Checkpoint })

/** Measures the file, and gets a ticket unless an earlier upload of the file can be resumed. */
async function prepare(upload: Upload, slot: Slot, context: UploadContext, control: TaskControl): Promise<Prepared> {
  const { ports, unfinished, multipartThreshold } = context
  const inspected = await measure(upload, context, control)
  const { declaration } = inspected
  if (declaration.size < multipartThreshold || ports.files.readsWhole?.()) {
    return { inspected, form: asForm(await ticketFor(declaration, slot, control)) }
  }
  const earlier = await claimEarlier({ ...upload, ...inspected }, unfinished, context, control.signal)
  if (earlier) return { inspected, earlier }
  return { inspected, parts: await beginParts(upload, inspected, slot, context, control) }
}

/** Another user of this phone began it. If the backend had refused the file, no checkpoint would be left. */
const isOtherUsers = async (thrown: unknown, { id }: Checkpoint, { unfinished }: UploadContext): Promise<boolean> =>
  asUploadError(thrown).code === 'forbidden' && (await unfinished.checkpoints.find(id)) !== undefined

/** Sends by parts what cannot be sent by form, because the two use different network stacks. */
async function sendFormOrParts(
  ticket: FormTicket,
  upload: Upload,
  inspected: Inspected,
  context: UploadContext,
  control: TaskControl,
): Promise<UploadedFile> {
  try {
    return await sendForm(ticket, upload, inspected, context, control)
  } catch (thrown) {
    if (control.signal.stopped || !isOfFormStack(thrown, context)) throw thrown
    const parts = await askForParts(upload, inspected, context, control).catch((reason: unknown) => {
      throw control.signal.stopped ? reason : thrown
    })
    return sendParts(parts, context, control)
  }
}

/** Where `wx.uploadFile` fails, `wx.request` may succeed, if it need not have the whole file in memory. */
const isOfFormStack = (thrown: unknown, { ports }: UploadContext): boolean => {
  const { code } = asUploadError(thrown)
  return ports.transport.hasFormStack && !ports.files.readsWhole?.() && (code === 'network' || code === 'timeout')
}

interface BegunParts {
  ticket: MultipartTicket
  checkpoint: Checkpoint
}

const askForParts = (
  upload: Upload,
  inspected: Inspected,
  context: UploadContext,
  control: TaskControl,
): Promise<BegunParts> =>
  context.withSlot(upload.purpose, (slot) => beginParts(upload, inspected, slot, context, control))

async function beginParts(
  upload: Upload,
  inspected: Inspected,
  slot: Slot,
  context: UploadContext,
  control: TaskControl,
): Promise<BegunParts> {
  const { ports, unfinished } = context
  const { declaration } = inspected
  const { size } = declaration
  const { path } = upload.file
  const partSize = wantedPartSize(size, context)
  // Reads the file while the backend answers.
  const printing = fingerprint({ path, size }, context, control.signal)
  printing.catch(() => {})
  const ticket = await ticketFor({ ...declaration, partSize }, slot, control, (late) => {
    void unfinished.leftovers.add(late.upload)
  })
  if (ticket.kind !== 'multipart' || Math.ceil(size / ticket.partSize) !== ticket.partCount) {
    throw new UploadError('server-answer-invalid', { params: { status: 200 } })
  }
  const print = await printing.catch(async (thrown: unknown) => {
    // The upload exists at OSS, and no checkpoint remembers it.
    await unfinished.leftovers.add(ticket.upload)
    throw thrown
  })
  return { ticket, checkpoint: newCheckpoint({ ...upload, ...inspected, ticket }, print, ports.clock.now()) }
}

function wantedPartSize(size: number, { ports, pace, link }: UploadContext): number {
  const network = ports.lifecycle.network()
  if (!ports.files.hasSlices) return partSizeFor(size, network, pace.partBytes())
  return streamedPartSize(size, link.known(network), pace.partBytes())
}

async function sendParts(
  { ticket, checkpoint }: BegunParts,
  context: UploadContext,
  control: TaskControl,
): Promise<UploadedFile> {
  const { claimed } = context.unfinished
  claimed.add(checkpoint.id)
  try {
    return await uploadByParts({ ticket, arrived: new Map() }, checkpoint, context, control)
  } finally {
    claimed.delete(checkpoint.id)
  }
}

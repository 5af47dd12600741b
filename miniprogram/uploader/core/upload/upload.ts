import type { FileDeclaration, FormTicket, MultipartTicket, Ticket } from '../../contract'
import type { LocalFile, UploadedFile } from '../api'
import type { Purpose, Slot } from '../backend/ticket-batcher'
import { asUploadError, UploadError } from '../errors'
import { type Inspected, inspect } from '../file/inspect'
import { orStopped } from '../flow/waiting'
import { uploadByForm } from '../form/form'
import { uploadByParts } from '../multipart/multipart'
import { partSizeFor } from '../multipart/part-size'
import type { UploadContext } from '../task/context'
import type { TaskControl } from '../task/task'
import { beginCheckpoint } from '../unfinished/begin-checkpoint'
import type { Checkpoint } from '../unfinished/checkpoint'
import { claimEarlier } from '../unfinished/earlier'
import { isGone } from '../unfinished/verdict'
import { resumeFrom } from './resume'

export interface Upload {
  id: string
  file: LocalFile
  purpose: Purpose
}

/** From a local file to a stored one: by form when it is small, else by parts, and on from where an earlier try got. */
export async function performUpload(
  upload: Upload,
  context: UploadContext,
  control: TaskControl,
): Promise<UploadedFile> {
  const seat = context.reserveSlot(upload.purpose)
  const inspected = await orStopped(inspect(upload.file, context.ports.files), control.signal).catch(
    (thrown: unknown) => {
      seat.release()
      throw thrown
    },
  )
  const { size } = inspected.declaration
  control.setSize(size)
  if (size < context.multipartThreshold) return byForm(upload, inspected, seat, context, control)

  const earlier = await claimEarlier(upload, inspected, context, control).catch((thrown: unknown) => {
    seat.release()
    throw thrown
  })
  if (!earlier) return byParts(upload, inspected, seat, context, control)
  seat.release()
  return resumeFrom(earlier, context, control).catch(async (thrown: unknown) => {
    if (!isGone(thrown) && !(await isTheirs(thrown, earlier, context))) throw thrown
    return byParts(upload, inspected, context.reserveSlot(upload.purpose), context, control)
  })
}

/** Another user of this phone had begun it. (Of one whose file was refused, no checkpoint is left.) */
const isTheirs = async (thrown: unknown, { id }: Checkpoint, { checkpoints }: UploadContext): Promise<boolean> =>
  asUploadError(thrown).code === 'forbidden' && (await checkpoints.find(id)) !== undefined

async function byForm(
  upload: Upload,
  inspected: Inspected,
  seat: Slot,
  context: UploadContext,
  control: TaskControl,
): Promise<UploadedFile> {
  const { clock } = context.ports
  const { declaration } = inspected
  const ask = async (place: Slot, renew?: string): Promise<FormTicket> =>
    asForm(await ticketFor({ ...declaration, ...(renew ? { renew } : {}) }, place, control))
  const ticket = await ask(seat)
  const renew = async ({ upload: earlier }: FormTicket) => ({
    ticket: await ask(context.reserveSlot(upload.purpose), earlier),
    at: clock.now(),
  })
  try {
    return await uploadByForm({ file: upload.file, declaration, ticket, renew }, context, control)
  } catch (thrown) {
    if (control.signal.stopped || !isOfFormStack(thrown, context)) throw thrown
    const begun = await beginParts(upload, inspected, context.reserveSlot(upload.purpose), context, control).catch(
      (reason: unknown) => {
        throw control.signal.stopped ? reason : thrown
      },
    )
    return sendParts(begun, context, control)
  }
}

/** What `wx.uploadFile` does not get through, `wx.request` may. */
const isOfFormStack = (thrown: unknown, { ports }: UploadContext): boolean => {
  const { code } = asUploadError(thrown)
  return ports.transport.hasFormStack && (code === 'network' || code === 'timeout')
}

async function byParts(
  upload: Upload,
  inspected: Inspected,
  seat: Slot,
  context: UploadContext,
  control: TaskControl,
): Promise<UploadedFile> {
  return sendParts(await beginParts(upload, inspected, seat, context, control), context, control)
}

interface BegunParts {
  ticket: MultipartTicket
  checkpoint: Checkpoint
}

async function beginParts(
  { id, file, purpose }: Upload,
  inspected: Inspected,
  seat: Slot,
  context: UploadContext,
  control: TaskControl,
): Promise<BegunParts> {
  const { declaration } = inspected
  const partSize = partSizeFor(declaration.size, context.ports.lifecycle.network(), context.pace.partBytes())
  const ticket = await ticketFor({ ...declaration, partSize }, seat, control, (late) => {
    void context.leftovers.add(late.upload)
  })
  if (ticket.kind !== 'multipart') throw new UploadError('server-answer-invalid', { params: { status: 200 } })
  return { ticket, checkpoint: await beginCheckpoint({ id, file, purpose, ticket, ...inspected }, context, control) }
}

async function sendParts(
  { ticket, checkpoint }: BegunParts,
  context: UploadContext,
  control: TaskControl,
): Promise<UploadedFile> {
  const { id } = checkpoint
  context.carried.add(id)
  try {
    return await uploadByParts({ ticket, arrived: new Map() }, checkpoint, context, control)
  } finally {
    context.carried.delete(id)
  }
}

/** @param onLate of a ticket that came after all, since others were waiting for the same call. */
async function ticketFor(
  declaration: FileDeclaration,
  seat: Slot,
  control: TaskControl,
  onLate: (ticket: Ticket) => void = () => {},
): Promise<Ticket> {
  control.report({ phase: 'authorizing' })
  if (control.signal.stopped) {
    seat.release()
    throw new UploadError('cancelled')
  }
  const coming = seat.declare(declaration, control.signal)
  coming.then(
    (ticket) => control.signal.stopped && onLate(ticket),
    () => {},
  )
  return orStopped(coming, control.signal)
}

function asForm(ticket: Ticket): FormTicket {
  if (ticket.kind === 'form') return ticket
  throw new UploadError('server-answer-invalid', { params: { status: 200 } })
}

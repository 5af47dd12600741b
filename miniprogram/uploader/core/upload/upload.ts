import type { FileDeclaration, FormTicket, MultipartTicket, Ticket } from '../../contract'
import type { LocalFile, UploadedFile } from '../api'
import type { Purpose, Seat } from '../backend/ticket-batcher'
import { asUploadError, UploadError } from '../errors'
import { type Inspected, inspect } from '../file/inspect'
import { orStopped } from '../flow/waiting'
import { uploadByForm } from '../form/form'
import { uploadByParts } from '../multipart/multipart'
import { partSizeFor } from '../multipart/part-size'
import type { Surroundings } from '../task/context'
import type { Course } from '../task/task'
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
export async function performUpload(upload: Upload, around: Surroundings, course: Course): Promise<UploadedFile> {
  const seat = around.join(upload.purpose)
  const inspected = await orStopped(inspect(upload.file, around.ports.files), course.signal).catch(
    (thrown: unknown) => {
      seat.leave()
      throw thrown
    },
  )
  const { size } = inspected.declaration
  course.weigh(size)
  if (size < around.multipartThreshold) return byForm(upload, inspected, seat, around, course)

  const earlier = await claimEarlier(upload, inspected, around, course).catch((thrown: unknown) => {
    seat.leave()
    throw thrown
  })
  if (!earlier) return byParts(upload, inspected, seat, around, course)
  seat.leave()
  return resumeFrom(earlier, around, course).catch(async (thrown: unknown) => {
    if (!isGone(thrown) && !(await isTheirs(thrown, earlier, around))) throw thrown
    return byParts(upload, inspected, around.join(upload.purpose), around, course)
  })
}

/** Another user of this phone had begun it. (Of one whose file was refused, no checkpoint is left.) */
const isTheirs = async (thrown: unknown, { id }: Checkpoint, { checkpoints }: Surroundings): Promise<boolean> =>
  asUploadError(thrown).code === 'forbidden' && (await checkpoints.find(id)) !== undefined

async function byForm(
  upload: Upload,
  inspected: Inspected,
  seat: Seat,
  around: Surroundings,
  course: Course,
): Promise<UploadedFile> {
  const { clock } = around.ports
  const { declaration } = inspected
  const ask = async (place: Seat, renew?: string): Promise<FormTicket> =>
    asForm(await ticketFor({ ...declaration, ...(renew ? { renew } : {}) }, place, course))
  const ticket = await ask(seat)
  const renew = async ({ upload: earlier }: FormTicket) => ({
    ticket: await ask(around.join(upload.purpose), earlier),
    at: clock.now(),
  })
  try {
    return await uploadByForm({ file: upload.file, declaration, ticket, renew }, around, course)
  } catch (thrown) {
    if (course.signal.stopped || !isOfFormStack(thrown, around)) throw thrown
    const begun = await beginParts(upload, inspected, around.join(upload.purpose), around, course).catch(
      (reason: unknown) => {
        throw course.signal.stopped ? reason : thrown
      },
    )
    return sendParts(begun, around, course)
  }
}

/** What `wx.uploadFile` does not get through, `wx.request` may. */
const isOfFormStack = (thrown: unknown, { ports }: Surroundings): boolean => {
  const { code } = asUploadError(thrown)
  return ports.transport.hasFormStack && (code === 'network' || code === 'timeout')
}

async function byParts(
  upload: Upload,
  inspected: Inspected,
  seat: Seat,
  around: Surroundings,
  course: Course,
): Promise<UploadedFile> {
  return sendParts(await beginParts(upload, inspected, seat, around, course), around, course)
}

interface BegunParts {
  ticket: MultipartTicket
  checkpoint: Checkpoint
}

async function beginParts(
  { id, file, purpose }: Upload,
  inspected: Inspected,
  seat: Seat,
  around: Surroundings,
  course: Course,
): Promise<BegunParts> {
  const { declaration } = inspected
  const partSize = partSizeFor(declaration.size, around.ports.lifecycle.network(), around.pace.partBytes())
  const ticket = await ticketFor({ ...declaration, partSize }, seat, course, (late) => {
    void around.leftovers.add(late.upload)
  })
  if (ticket.kind !== 'multipart') throw new UploadError('server-answer-invalid', { params: { status: 200 } })
  return { ticket, checkpoint: await beginCheckpoint({ id, file, purpose, ticket, ...inspected }, around, course) }
}

async function sendParts(
  { ticket, checkpoint }: BegunParts,
  around: Surroundings,
  course: Course,
): Promise<UploadedFile> {
  const { id } = checkpoint
  around.carried.add(id)
  try {
    return await uploadByParts({ ticket, arrived: new Map() }, checkpoint, around, course)
  } finally {
    around.carried.delete(id)
  }
}

/** @param onLate of a ticket that came after all, since others were waiting for the same call. */
async function ticketFor(
  declaration: FileDeclaration,
  seat: Seat,
  course: Course,
  onLate: (ticket: Ticket) => void = () => {},
): Promise<Ticket> {
  course.report({ phase: 'authorizing' })
  if (course.signal.stopped) {
    seat.leave()
    throw new UploadError('cancelled')
  }
  const coming = seat.declare(declaration, course.signal)
  coming.then(
    (ticket) => course.signal.stopped && onLate(ticket),
    () => {},
  )
  return orStopped(coming, course.signal)
}

function asForm(ticket: Ticket): FormTicket {
  if (ticket.kind === 'form') return ticket
  throw new UploadError('server-answer-invalid', { params: { status: 200 } })
}

import type { FileDeclaration, FormTicket, Ticket } from '../../contract'
import type { Slot } from '../backend/tickets/ticket-batcher'
import { UploadError } from '../errors'
import { type Inspected, inspect } from '../file/local-file'
import { orStopped } from '../flow/waiting'
import type { FormContext, Upload } from '../task/context'
import type { TaskControl } from '../task/task'

/** Measures the file of an upload. */
export async function measure(
  { file }: Upload,
  { ports, judge }: FormContext,
  control: TaskControl,
): Promise<Inspected> {
  const inspected = await orStopped(inspect(file, ports.files, judge), control.signal)
  control.setSize(inspected.declaration.size)
  return inspected
}

/** @param onLate called with a ticket that arrives after the upload was cancelled: other files shared its call */
export async function ticketFor(
  declaration: FileDeclaration,
  slot: Slot,
  control: TaskControl,
  onLate: (ticket: Ticket) => void = () => {},
): Promise<Ticket> {
  control.enter({ phase: 'authorizing' })
  const coming = slot.declare(declaration, { signal: control.signal, onWait: control.retry.onWait })
  coming.then(
    (ticket) => control.signal.stopped && onLate(ticket),
    () => {},
  )
  return orStopped(coming, control.signal)
}

export function asForm(ticket: Ticket): FormTicket {
  if (ticket.kind === 'form') return ticket
  throw new UploadError('server-answer-invalid', { params: { status: 200 } })
}

import type { FormTicket } from '../../contract'
import type { UploadedFile } from '../api'
import type { Inspected } from '../file/local-file'
import { uploadByForm } from '../form/form'
import type { FormContext, Upload } from '../task/context'
import type { TaskControl } from '../task/task'
import { asForm, measure, ticketFor } from './begin'

/** Uploads a local file by form, however large it is. */
export async function uploadForm(upload: Upload, context: FormContext, control: TaskControl): Promise<UploadedFile> {
  const { inspected, ticket } = await context.withSlot(upload.purpose, async (slot) => {
    const measured = await measure(upload, context, control)
    return { inspected: measured, ticket: asForm(await ticketFor(measured.declaration, slot, control)) }
  })
  return sendForm(ticket, upload, inspected, context, control)
}

/** Sends a file whose ticket is there, and renews the ticket if it expires meanwhile. */
export function sendForm(
  ticket: FormTicket,
  { file, purpose }: Upload,
  { declaration }: Inspected,
  context: FormContext,
  control: TaskControl,
): Promise<UploadedFile> {
  const renew = (old: FormTicket): Promise<FormTicket> =>
    context.withSlot(purpose, async (slot) =>
      asForm(await ticketFor({ ...declaration, renew: old.upload }, slot, control)),
    )
  return uploadByForm({ file, declaration, ticket, renew }, context, control)
}

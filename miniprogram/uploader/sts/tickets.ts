import type { FileDeclaration, Ticket, UploadsRequest } from '../contract'
import { asUploadError, type UploadError } from '../core/errors'
import type { Signal } from '../core/flow/cancellation'
import { ERRORS } from '../error-codes'
import { formTicket, renewedFormTicket } from './form-ticket'
import { assertKey, extensionOf, randomId } from './object-key'
import { beginParts } from './parts-ticket'
import type { StsUpload } from './sts-upload'
import type { StsSurroundings } from './surroundings'

/** One outcome a file. What will pass fails the whole call, which is then made again; the rest is that file's own. */
export function tickets(
  { files, ...purpose }: UploadsRequest,
  around: StsSurroundings,
  signal: Signal,
): Promise<(Ticket | UploadError)[]> {
  return Promise.all(
    files.map((file) => {
      const { renew } = file
      const ticket =
        renew === undefined ? newTicket(file, purpose, around, signal) : renewedFormTicket(renew, around, signal)
      return ticket.catch((thrown: unknown): UploadError => {
        const error = asUploadError(thrown)
        if (willPass(error)) throw error
        return error
      })
    }),
  )
}

function willPass({ code }: UploadError): boolean {
  const { retry } = ERRORS[code]
  return retry === 'backoff' || retry === 'free'
}

/** Leave to put the file at a key of its own, by a form or by parts. */
async function newTicket(
  file: FileDeclaration,
  purpose: Pick<UploadsRequest, 'route' | 'input'>,
  around: StsSurroundings,
  signal: Signal,
): Promise<Ticket> {
  const { prefix } = await around.credentials.current(signal)
  const { name, size, type, partSize } = file
  const { keyOf, random } = around
  const toName = { ...purpose, ...(name ? { name } : {}), size, type }
  const id = randomId(random)
  const key = keyOf ? keyOf(toName) : `${id}.${extensionOf(type)}`
  assertKey(key)
  const upload: StsUpload = { v: 1, id, key: prefix + key, size, type, ...(name ? { name } : {}) }
  return partSize === undefined ? formTicket(upload, around, signal) : beginParts(upload, partSize, around, signal)
}

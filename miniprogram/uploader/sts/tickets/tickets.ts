import type { FileDeclaration, Ticket, UploadsRequest } from '../../contract'
import { asUploadError, type UploadError } from '../../core/errors'
import type { Signal } from '../../core/ports'
import { ERRORS } from '../../error-codes'
import type { StsContext } from '../sts-context'
import type { StsUpload } from '../sts-upload'
import { formTicket, renewedFormTicket } from './form-ticket'
import { multipartTicket } from './multipart-ticket'
import { assertKey, extensionOf, randomId } from './object-key'

/**
 * One outcome for each file. A passing failure rejects the whole call, which the engine then retries; any other failure
 * is the outcome of its file alone.
 */
export function tickets(
  { files, ...purpose }: UploadsRequest,
  context: StsContext,
  signal: Signal,
): Promise<(Ticket | UploadError)[]> {
  return Promise.all(
    files.map((file) => {
      const { renew } = file
      const ticket =
        renew === undefined ? newTicket(file, purpose, context, signal) : renewedFormTicket(renew, context, signal)
      return ticket.catch((thrown: unknown): UploadError => {
        const error = asUploadError(thrown)
        if (isPassing(error)) throw error
        return error
      })
    }),
  )
}

function isPassing({ code }: UploadError): boolean {
  const { retry } = ERRORS[code]
  return retry === 'backoff' || retry === 'free'
}

async function newTicket(
  file: FileDeclaration,
  purpose: Pick<UploadsRequest, 'route' | 'input'>,
  context: StsContext,
  signal: Signal,
): Promise<Ticket> {
  const { prefix } = await context.credentials.current(signal)
  const { name, size, type, charset, partSize } = file
  const { keyOf, random } = context
  const named = { ...(name ? { name } : {}), size, type }
  const id = randomId(random)
  const key = keyOf ? keyOf({ ...purpose, ...named }) : `${id}.${extensionOf(type)}`
  assertKey(key)
  const upload: StsUpload = { v: 1, id, key: prefix + key, ...named, ...(charset ? { charset } : {}) }
  return partSize === undefined
    ? formTicket(upload, context, signal)
    : multipartTicket(upload, partSize, context, signal)
}

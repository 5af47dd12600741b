import type { FormTicket } from '../contract'
import type { Signal } from '../core/flow/cancellation'
import { contentDisposition } from './content-disposition'
import { postFormFields } from './post-form'
import { learnFromOss } from './stored-object'
import { readUpload, type StsUpload, writeUpload } from './sts-upload'
import type { StsSurroundings } from './surroundings'

/** A form waits for its turn before it is sent. */
const LIFE_SECONDS = 15 * 60

export async function formTicket(
  upload: StsUpload,
  { credentials, time }: StsSurroundings,
  signal: Signal,
): Promise<FormTicket> {
  const keys = await credentials.current(signal)
  const { bucket, region, endpoint } = keys
  const { id, key, size, type, name } = upload
  const expiresIn = Math.max(1, Math.min(LIFE_SECONDS, credentials.secondsLeft()))
  const disposition = contentDisposition(type, name)
  const terms = { size, type, contentDisposition: disposition, expiresSeconds: expiresIn }
  const form = { bucket, region, key, uploadId: id, ...terms }
  const fields = postFormFields(form, keys, time.now())
  return { kind: 'form', upload: writeUpload(upload), url: endpoint, fields, expiresIn }
}

/** The same key again, after a refusal or because time has passed. */
export async function renewedFormTicket(text: string, around: StsSurroundings, signal: Signal): Promise<FormTicket> {
  const upload = readUpload(text)
  await learnFromOss(upload.key, around.call, signal)
  return formTicket(upload, around, signal)
}

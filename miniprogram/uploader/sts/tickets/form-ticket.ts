import type { FormTicket } from '../../contract'
import type { Signal } from '../../core/ports'
import { contentDisposition } from '../../oss-v4/content-disposition'
import { postFormFields } from '../../oss-v4/post-policy'
import { learnFromOss } from '../calls/stored-object'
import { cryptoJsPrimitives } from '../crypto-js-primitives'
import type { StsContext } from '../sts-context'
import { contentTypeOf, ID_HEADER, readUpload, type StsUpload, writeUpload } from '../sts-upload'

/** A form may have to wait for its turn before it is sent. */
const LIFE_SECONDS = 15 * 60

export async function formTicket(
  upload: StsUpload,
  { credentials, time }: StsContext,
  signal: Signal,
): Promise<FormTicket> {
  const keys = await credentials.current(signal)
  const { bucket, region, endpoint } = keys
  const { id, key, size, type, name } = upload
  const now = time.now()
  const expiresIn = Math.max(1, Math.min(LIFE_SECONDS, credentials.secondsLeft()))
  const disposition = contentDisposition(type, name)
  const form = {
    bucket,
    region,
    key,
    size,
    contentType: contentTypeOf(upload),
    fields: { ...(disposition ? { 'Content-Disposition': disposition } : {}), [ID_HEADER]: id },
    expiresAt: now + expiresIn * 1000,
  }
  const fields = postFormFields(form, keys, now, cryptoJsPrimitives)
  return { kind: 'form', upload: writeUpload(upload), url: endpoint, fields, expiresIn }
}

/** A new ticket for the same key, after a refusal or when the old one has expired. */
export async function renewedFormTicket(text: string, context: StsContext, signal: Signal): Promise<FormTicket> {
  const upload = readUpload(text)
  await learnFromOss(upload.key, context.call, signal)
  return formTicket(upload, context, signal)
}

import type { HeldPart, ResumeAnswer } from '../../contract'
import { UploadError } from '../../core/errors'
import type { Signal } from '../../core/ports'
import { listParts, type OssPart } from '../calls/multipart-calls'
import { isOwnObject } from '../calls/stored-object'
import type { StsContext } from '../sts-context'
import { readMultipartUpload, wholeParts } from '../sts-upload'
import { ticketFrom } from './multipart-ticket'

/**
 * The parts that OSS has stored, and a new ticket. Rejects with `already-exists` if the upload is completed: `complete`
 * then describes the object.
 */
export async function resumeParts(text: string, context: StsContext, signal: Signal): Promise<ResumeAnswer> {
  const upload = readMultipartUpload(text)
  const { key, parts } = upload
  const stored = await listParts(key, parts.uploadId, context.call, signal)
  if (!stored) {
    const isStored = await isOwnObject(upload, context.call, signal)
    throw new UploadError(isStored ? 'already-exists' : 'upload-expired')
  }
  const whole = wholeParts(stored, upload)
  const ticket = await ticketFrom(firstMissing(whole), upload, context, signal)
  return { ticket, parts: whole.map(({ number, crc64 }): HeldPart => ({ number, crc64 })) }
}

function firstMissing(ascending: readonly OssPart[]): number {
  const gap = ascending.findIndex(({ number }, index) => number !== index + 1)
  return gap < 0 ? ascending.length + 1 : gap + 1
}

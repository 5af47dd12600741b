import type { HeldPart, ResumeAnswer } from '../contract'
import { UploadError } from '../core/errors'
import type { Signal } from '../core/flow/cancellation'
import { listParts, type OssPart } from './multipart-calls'
import { partsTicket } from './parts-ticket'
import { readPartsUpload, wholeParts } from './parts-upload'
import { isOwnObject } from './stored-object'
import type { StsSurroundings } from './surroundings'

/** What OSS holds, and a fresh ticket. Rejects with `already-exists` when it has been put together: `complete` tells. */
export async function resumeParts(text: string, around: StsSurroundings, signal: Signal): Promise<ResumeAnswer> {
  const upload = readPartsUpload(text)
  const { key, parts } = upload
  const held = await listParts(key, parts.uploadId, around.call, signal)
  if (!held) {
    const isThere = await isOwnObject(upload, around.call, signal)
    throw new UploadError(isThere ? 'already-exists' : 'upload-expired')
  }
  const whole = wholeParts(held, upload)
  const ticket = await partsTicket(upload, firstMissing(whole), around, signal)
  return { ticket, parts: whole.map(({ number, crc64 }): HeldPart => ({ number, crc64 })) }
}

function firstMissing(ascending: readonly OssPart[]): number {
  const gap = ascending.findIndex(({ number }, index) => number !== index + 1)
  return gap < 0 ? ascending.length + 1 : gap + 1
}

import type { ServerContext } from '../context'
import { isMultipart, issuedAt, type Upload } from '../oss/upload-token'

/** What the log says of one upload, in the line of the request that confirms or cancels it. It has no secret. */
export interface UploadLine {
  bucket: string
  key: string
  /** Bytes. */
  size: number
  type: string
  by: 'form' | 'parts'
  through: 'callback' | 'complete' | 'abort'
  /** Since the ticket was given. */
  msFromTicket: number
  /** The file was confirmed before. */
  again?: true
  /** How long the hook took. Absent if none was called, or if it still runs. */
  hookMs?: number
}

export const uploadLine = (
  upload: Upload,
  through: UploadLine['through'],
  { config, now }: Pick<ServerContext, 'config' | 'now'>,
): UploadLine => ({
  bucket: config.oss.bucket,
  key: upload.key,
  size: upload.size,
  type: upload.type,
  by: isMultipart(upload) ? 'parts' : 'form',
  through,
  msFromTicket: now() - issuedAt(upload),
})

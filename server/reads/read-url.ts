import type { FileUrl } from '../../miniprogram/uploader/contract'
import type { ServerContext } from '../context'
import { contentDisposition } from '../oss/content-disposition'
import { type FileQuery, publicUrl, signedUrl } from '../oss/file-url'

/** A file that may be read. */
export interface Reading {
  key: string
  isPublic: boolean
  /** What OSS is asked besides: `x-oss-process`, `response-content-disposition`. */
  query: FileQuery
}

/** From what is to be read to its URL. */
export type ReadUrl = (reading: Reading) => FileUrl | Promise<FileUrl>

/** How a file is to be shown. */
export interface Showing {
  /** `image/resize,w_200` */
  process?: string
  /** Saved by browsers, under this name. */
  downloadAs?: string
}

export const readingQuery = ({ process, downloadAs }: Showing): FileQuery => ({
  ...(process !== undefined && { 'x-oss-process': process }),
  ...(downloadAs !== undefined && {
    'response-content-disposition': contentDisposition('', downloadAs, 'attachment') ?? '',
  }),
})

/** @throws Fault of the credentials. */
export async function readUrl(reading: Reading, backend: ServerContext): Promise<FileUrl> {
  if (backend.readUrl) return backend.readUrl(reading)
  const { key, isPublic, query } = reading
  const place = { ...backend.config.oss, key }
  // OSS overrides headers of its answer for signed requests only.
  if (isPublic && query['response-content-disposition'] === undefined) return publicUrl(place, query)
  return signedUrl(place, await backend.credentials('read'), backend.now(), query)
}

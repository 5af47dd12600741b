import type { FileUrl } from '../../miniprogram/uploader/contract'
import { type FileQuery, publicUrl } from '../../miniprogram/uploader/oss-v4/file-url'
import type { ServerContext } from '../context'
import { privateUrl } from '../oss/signing/private-url'

/** A file that may be read. */
export interface Reading {
  key: string
  isPublic: boolean
  /** What OSS is asked besides: `x-oss-process`, `response-content-disposition`. */
  query: FileQuery
}

/** From what is to be read to its URL. */
export type ReadUrl = (reading: Reading) => FileUrl | Promise<FileUrl>

/** @throws Fault of the credentials. */
export async function readUrl(reading: Reading, backend: ServerContext): Promise<FileUrl> {
  if (backend.readUrl) return backend.readUrl(reading)
  const { key, isPublic, query } = reading
  const place = { ...backend.config.oss, key }
  // OSS overrides headers of its answer for signed requests only.
  if (isPublic && query['response-content-disposition'] === undefined) return publicUrl(place, query)
  return privateUrl(place, query, await backend.credentials('read'), backend.now())
}

import { fileQuery } from '../../miniprogram/uploader/oss-v4/file-url'
import type { RouteRules } from '../define-routes/route'
import type { NewFile } from '../define-routes/route-options'
import type { StoredObject } from '../oss/bucket/bucket'
import { isProcessable } from '../oss/image-processing'
import type { Upload } from '../oss/upload-token'
import { type ReadContext, readUrl } from '../reads/read-url'

/** What the client and the hook learn about a stored file. */
export async function describeFile(
  { key, name, type }: Pick<Upload, 'key' | 'name' | 'type'>,
  { size, crc64, dimensions }: Pick<StoredObject, 'size' | 'crc64' | 'dimensions'>,
  { visibility, styles, thumbnail }: Pick<RouteRules, 'visibility' | 'styles' | 'thumbnail'>,
  context: ReadContext,
): Promise<NewFile> {
  const file = { key, isPublic: visibility === 'public' }
  const { url, expiresIn } = await readUrl({ ...file, query: {} }, context)
  const process = thumbnail !== undefined && isProcessable(type, size) ? styles[thumbnail] : undefined
  const small = process === undefined ? undefined : await readUrl({ ...file, query: fileQuery({ process }) }, context)
  return {
    key,
    url,
    ...(expiresIn !== undefined && { urlExpiresIn: expiresIn }),
    ...(small && { thumbnailUrl: small.url }),
    ...(name !== undefined && { name }),
    size,
    type,
    ...dimensions,
    crc64,
  }
}

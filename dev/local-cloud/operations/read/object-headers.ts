import { objectHashes } from '../../post/success'
import type { ObjectRecord } from '../../store/record'
import { encryptionHeader } from '../objects/object-settings'

/** The headers of GetObject and HeadObject for an object. */
export function objectHeaders(record: ObjectRecord): Record<string, string> {
  const meta = Object.entries(record.meta).map(([name, value]) => [`x-oss-meta-${name}`, value] as const)
  const tagCount = Object.keys(record.tags ?? {}).length
  return {
    ...record.headers,
    ...objectHashes(record),
    ...Object.fromEntries(meta),
    'Content-Length': `${record.size}`,
    'Last-Modified': new Date(record.lastModified).toUTCString(),
    'Accept-Ranges': 'bytes',
    'x-oss-object-type': record.type ?? 'Normal',
    'x-oss-storage-class': record.storageClass,
    ...(record.type === 'Appendable' && { 'x-oss-next-append-position': `${record.size}` }),
    ...(tagCount > 0 && { 'x-oss-tagging-count': `${tagCount}` }),
    ...encryptionHeader(record),
  }
}

import { objectHashes } from '../../post/success'
import type { ObjectRecord } from '../../store/record'

/** The headers of GetObject and HeadObject for an object. */
export function objectHeaders(record: ObjectRecord): Record<string, string> {
  const meta = Object.entries(record.meta).map(([name, value]) => [`x-oss-meta-${name}`, value] as const)
  return {
    ...record.headers,
    ...objectHashes(record),
    ...Object.fromEntries(meta),
    'Content-Length': `${record.size}`,
    'Last-Modified': new Date(record.lastModified).toUTCString(),
    'Accept-Ranges': 'bytes',
    'x-oss-object-type': record.type ?? 'Normal',
    'x-oss-storage-class': record.storageClass,
  }
}

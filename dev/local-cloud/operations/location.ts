import type { Exchange } from '../cloud/cloud'
import { percentEncode } from '../http/exchange'

/** The URL of a new object. */
export function locationOf({ request, bucketName, isPathStyle }: Exchange, key: string): string {
  const bucket = isPathStyle ? `${bucketName}/` : ''
  return `http://${request.headers.host ?? ''}/${bucket}${percentEncode(key).replace(/%2F/g, '/')}`
}

import type { Bucket } from '../../bucket/bucket'
import type { Exchange } from '../../cloud/cloud'
import { percentDecode } from '../../http/exchange'
import { noSuchBucket } from '../../oss/address'
import { type OssError, ossError } from '../../oss/errors'
import type { ObjectRecord } from '../../store/record'
import { checkVersionId } from '../../versions/find-version'
import { idOf } from '../../versions/version'
import { findReadable } from '../read/find-readable'
import { checkPreconditions } from '../read/preconditions'

export interface CopySource {
  bucket: Bucket
  record: ObjectRecord
}

/** The object that `x-oss-copy-source` names. @throws OssError if it may not be read or fails a precondition */
export async function findCopySource(exchange: Exchange): Promise<CopySource> {
  const { cloud, request } = exchange
  const text = request.headers['x-oss-copy-source'] ?? ''
  // `/bucket/key` or `/bucket/key?versionId=…`, with a percent-encoded key.
  const [, name, encodedKey, query] = /^\/([^/]+)\/([^?]+)(?:\?(.*))?$/s.exec(text) ?? []
  if (!name || !encodedKey) throw badArgument('x-oss-copy-source', text)
  const bucket = cloud.buckets.get(name)
  if (!bucket) throw noSuchBucket(name)
  const wanted = { key: percentDecode(encodedKey), versionId: sourceVersion(query), isCopySource: true }
  const record = await findReadable({ ...exchange, bucket }, wanted)
  checkPreconditions(request.headers, 'x-oss-copy-source-', record)
  // https://help.aliyun.com/zh/oss/developer-reference/appendobject: such objects cannot be copied.
  if (record.type === 'Appendable') {
    throw ossError('OperationNotSupported', 'The operation is not supported for this resource')
  }
  return { bucket, record }
}

/** EC codes: https://help.aliyun.com/zh/oss/user-guide/0016-00000304 and 0016-00000305 */
function sourceVersion(query: string | undefined): string | undefined {
  if (query === undefined) return undefined
  const [, versionId] = /^versionId=([^&]*)$/.exec(query) ?? []
  if (versionId === undefined) throw badArgument('x-oss-copy-source', `?${query}`, '0016-00000304')
  return checkVersionId(versionId, '0016-00000305')
}

/** For the answer to a copy of a bucket that ever had versioning. */
export function sourceHeader({ bucket, record }: CopySource): Record<string, string> {
  return bucket.settings.versioning === '' ? {} : { 'x-oss-copy-source-version-id': idOf(record) }
}

export function badArgument(name: string, value: string, ec?: string): OssError {
  const details = { ArgumentName: name, ArgumentValue: value }
  return ossError('InvalidArgument', `The value of ${name} is invalid.`, { details, ...(ec !== undefined && { ec }) })
}

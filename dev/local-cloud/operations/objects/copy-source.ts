import type { Bucket } from '../../bucket/bucket'
import type { Exchange } from '../../cloud/cloud'
import { percentDecode } from '../../http/exchange'
import { noSuchBucket } from '../../oss/address'
import { notImplemented, type OssError, ossError } from '../../oss/errors'
import type { ObjectRecord } from '../../store/record'
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
  // `/bucket/key`, with a percent-encoded key.
  const [, name, encodedKey] = /^\/([^/]+)\/(.+)$/s.exec(text) ?? []
  if (!name || !encodedKey) throw badArgument('x-oss-copy-source', text)
  const bucket = cloud.buckets.get(name)
  if (!bucket) throw noSuchBucket(name)
  if (encodedKey.includes('?')) throw notImplemented('x-oss-copy-source with a versionId')
  const record = await findReadable({ ...exchange, bucket }, percentDecode(encodedKey))
  checkPreconditions(request.headers, 'x-oss-copy-source-', record)
  // https://help.aliyun.com/zh/oss/developer-reference/appendobject: such objects cannot be copied.
  if (record.type === 'Appendable') {
    throw ossError('OperationNotSupported', 'The operation is not supported for this resource')
  }
  return { bucket, record }
}

export function badArgument(name: string, value: string): OssError {
  const details = { ArgumentName: name, ArgumentValue: value }
  return ossError('InvalidArgument', `The value of ${name} is invalid.`, { details })
}

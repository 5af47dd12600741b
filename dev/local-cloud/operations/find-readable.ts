import { permit } from '../auth/permit'
import type { Exchange } from '../cloud'
import { ossError } from '../errors'
import type { ObjectRecord } from '../store/record'

/** The object `key`, if the principal may read it: by policy, or because the object itself is public. */
export async function findReadable({ cloud, principal }: Exchange, key: string): Promise<ObjectRecord> {
  const record = await cloud.store.find(key)
  const isPublic = record?.acl === 'public-read' || record?.acl === 'public-read-write'
  if (!isPublic) permit(principal, { action: 'oss:GetObject', bucket: cloud.bucket, key })
  if (!record) {
    const details = { Key: key }
    throw ossError('NoSuchKey', 'The specified key does not exist.', { ec: '0026-00000001', details })
  }
  return record
}

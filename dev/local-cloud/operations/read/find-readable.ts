import { permit } from '../../auth/policy/permit'
import type { Exchange } from '../../cloud/cloud'
import { ossError } from '../../oss/errors'
import type { ObjectRecord } from '../../store/record'
import { findVersion, noSuchKey, notFound, type Wanted } from '../../versions/find-version'
import { objectOf } from '../../versions/version'

/**
 * The wanted object. The principal must be allowed to read it, by policy or by ACL; for a symlink, the target too. A
 * symlink gives the size, bytes and hashes of its target, and everything else of the link.
 * https://help.aliyun.com/en/oss/developer-reference/putsymlink
 * @throws OssError
 */
export async function findReadable(exchange: Exchange, wanted: Wanted): Promise<ObjectRecord> {
  const record = findItself(exchange, wanted)
  if (record.target === undefined) return record
  const target = await exchange.bucket.store.find(record.target)
  permit(exchange, { action: 'oss:GetObject', key: record.target, access: 'read', record: target })
  if (!target) {
    const message = 'The symlink target object does not exist.'
    throw ossError('SymlinkTargetNotExist', message, { ec: '0026-00000012' })
  }
  if (target.target !== undefined) throw ossError('InvalidTargetType', 'The symlink target is a symlink itself.')
  const { size, etag, crc64, contentMd5, data } = target
  const lastModified = Math.max(record.lastModified, target.lastModified)
  return { ...record, size, etag, crc64, contentMd5, data, lastModified }
}

/** Like `findReadable`, but for a symlink it returns the link itself. */
export function findItself(exchange: Exchange, wanted: Wanted): ObjectRecord {
  const { key, versionId } = wanted
  const record = objectOf(findVersion(exchange.bucket, wanted))
  permit(exchange, { action: 'oss:GetObject', key, access: 'read', record })
  // A named version needs a second right: https://help.aliyun.com/zh/oss/developer-reference/copyobject
  if (versionId !== undefined) permit(exchange, { action: 'oss:GetObjectVersion', key, access: 'read', record })
  if (!record) throw notFound(exchange.bucket, wanted)
  return record
}

/** How often an object may be replaced between its lookup and the opening of its file. */
const TRIES = 5

/** Runs `run` again if the object was replaced, and its bytes deleted, after it was found. */
export async function whileReplaced<T>(key: string, run: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await run()
    } catch (error) {
      if (Object(error).code !== 'ENOENT') throw error
      if (tries === TRIES) throw noSuchKey(key)
    }
  }
}

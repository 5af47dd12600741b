import { permit } from '../../auth/policy/permit'
import type { Exchange } from '../../cloud/cloud'
import { type OssError, ossError } from '../../oss/errors'
import type { ObjectRecord } from '../../store/record'

/**
 * The object `key`, if the principal may read it: by policy, or because an ACL makes it public. Through a symlink, if it
 * may read both; what it then gets has the size, bytes and hashes of the target and all else of the link.
 * https://help.aliyun.com/en/oss/developer-reference/putsymlink
 */
export async function findReadable(exchange: Exchange, key: string): Promise<ObjectRecord> {
  const record = await findItself(exchange, key)
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

/** Of a symlink: the link. */
export async function findItself(exchange: Exchange, key: string): Promise<ObjectRecord> {
  const record = await exchange.bucket.store.find(key)
  permit(exchange, { action: 'oss:GetObject', key, access: 'read', record })
  if (!record) throw noSuchKey(key)
  return record
}

export function noSuchKey(key: string): OssError {
  const details = { Key: key }
  return ossError('NoSuchKey', 'The specified key does not exist.', { ec: '0026-00000001', details })
}

/** How often an object may be replaced between its being found and being opened. */
const TRIES = 5

/** Runs again where the bytes of an object that was found were gone when they were wanted. */
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

import { permit } from '../../auth/policy/permit'
import type { Exchange } from '../../cloud/cloud'
import { type OssError, ossError } from '../../oss/errors'
import type { ObjectRecord } from '../../store/record'

/**
 * The object `key`. The principal must be allowed to read it, by policy or by ACL; for a symlink, the target too. A
 * symlink gives the size, bytes and hashes of its target, and everything else of the link.
 * https://help.aliyun.com/en/oss/developer-reference/putsymlink
 * @throws OssError
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

/** Like `findReadable`, but for a symlink it returns the link itself. */
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

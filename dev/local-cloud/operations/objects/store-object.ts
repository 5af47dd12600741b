import type { Exchange } from '../../cloud/cloud'
import { type OssError, ossError } from '../../oss/errors'
import type { Received } from '../../store/data-folder'
import type { ObjectRecord } from '../../store/record'
import type { ObjectSettings } from './object-settings'

/** Checks before the bytes are read, so that an existing key costs no upload. `commit` checks again. */
export async function refuseExisting(
  { bucket, key }: Exchange,
  { forbidOverwrite }: Pick<ObjectSettings, 'forbidOverwrite'>,
  ec?: string,
): Promise<void> {
  if (forbids(bucket, forbidOverwrite) && (await bucket.store.find(key))) throw alreadyExists(key, ec)
}

/** What depends on the operation that creates the object. */
export interface StoredAs {
  etag: string
  type?: ObjectRecord['type']
  /** Target of a symlink. */
  target?: string
  /** EC code of the error for an existing key. */
  ec?: string
}

/** A record has no `forbidOverwrite`. */
type Settings = Omit<ObjectSettings, 'forbidOverwrite'> & Partial<ObjectSettings>

/** Stores received bytes as the object `exchange.key`; they are discarded if the key was created meanwhile. */
export async function storeObject(
  { bucket, key, now }: Exchange,
  { size, crc64, md5, data }: Omit<Received, 'md5'> & { md5?: Buffer },
  { etag, type, target, ec }: StoredAs,
  { forbidOverwrite = false, acl, storageClass, headers, meta, tags, encryption }: Settings,
): Promise<ObjectRecord> {
  const record: ObjectRecord = {
    key,
    size,
    etag,
    crc64,
    contentMd5: md5?.toString('base64') ?? '',
    lastModified: now,
    acl,
    storageClass,
    headers,
    meta,
    ...(tags && { tags }),
    ...(encryption !== undefined && { encryption }),
    ...(type !== undefined && { type }),
    ...(target !== undefined && { target }),
    data,
  }
  const { versioning } = bucket.settings
  const how = { versioning, forbidOverwrite: forbids(bucket, forbidOverwrite) }
  const stored = await bucket.store.commit(record, how)
  if (stored) return stored
  await bucket.store.discard({ data })
  throw alreadyExists(key, ec)
}

/** A bucket that ever had versioning ignores the header: https://help.aliyun.com/zh/oss/developer-reference/putobject */
const forbids = ({ settings }: Exchange['bucket'], forbidOverwrite: boolean): boolean =>
  forbidOverwrite && settings.versioning === ''

/** The EC is 0026-00000002 unless the documentation has another one for the operation. */
function alreadyExists(key: string, ec = '0026-00000002'): OssError {
  const message = 'The object you specified already exists and can not be overwritten.'
  return ossError('FileAlreadyExists', message, { ec, details: { ObjectName: key } })
}

import type { Exchange } from '../cloud'
import { ossError } from '../errors'
import type { ObjectSettings } from '../object-settings'
import type { ObjectRecord } from '../store/record'
import type { Received, Store } from '../store/store'

/** Before the bytes are read, so that a taken key costs no upload. `commit` checks again. */
export async function refuseExisting(store: Store, key: string, { forbidOverwrite }: ObjectSettings): Promise<void> {
  if (forbidOverwrite && (await store.find(key))) throw alreadyExists(key)
}

/** Makes received bytes the object `exchange.key`; they are discarded when the key was taken meanwhile. */
export async function storeObject(
  { cloud, key, now }: Exchange,
  received: Received,
  etag: string,
  { forbidOverwrite, ...settings }: ObjectSettings,
): Promise<ObjectRecord> {
  const record: ObjectRecord = {
    key,
    size: received.size,
    etag,
    crc64: received.crc64,
    contentMd5: received.md5.toString('base64'),
    lastModified: now,
    ...settings,
    data: received.data,
  }
  if (await cloud.store.commit(record, forbidOverwrite)) return record
  await cloud.store.discard(received)
  throw alreadyExists(key)
}

function alreadyExists(key: string): Error {
  const message = 'The object you specified already exists and can not be overwritten.'
  return ossError('FileAlreadyExists', message, { ec: '0026-00000002', details: { ObjectName: key } })
}

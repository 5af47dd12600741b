import { Fault } from '../faults/fault'
import type { StoredObject } from '../oss/bucket/bucket'

/**
 * The object itself, if its CRC-64 is the one that the client computed; any object if the client computed none.
 * @throws Fault `stored-differs`. The object stays, because it was confirmed before.
 */
export function assertCrc64(stored: StoredObject, crc64: string | undefined): StoredObject {
  if (crc64 !== undefined && stored.crc64 !== crc64) throw new Fault('stored-differs', { crc64: stored.crc64 })
  return stored
}

import type { ErrorBody } from '../../miniprogram/uploader/contract'
import { isSameMediaType } from '../content/charset-of-text'
import type { StoredObject } from '../oss/bucket/bucket'

export interface Declared {
  /** A form makes a `Normal` object, parts make a `Multipart` one. */
  objectType: 'Normal' | 'Multipart'
  size: number
  type: string
  crc64?: string
}

/** The first difference between the object and the declared file; `undefined` if there is none. */
export function mismatch(stored: StoredObject, declared: Declared): ErrorBody['params'] {
  // With a symlink the backend would copy, with its own rights, an object that the client may not read.
  if (stored.objectType !== declared.objectType) return { objectType: stored.objectType }
  if (stored.size !== declared.size) return { size: stored.size, declaredSize: declared.size }
  if (!isSameMediaType(stored.contentType, declared.type)) {
    return { type: stored.contentType, declaredType: declared.type }
  }
  if (declared.crc64 !== undefined && stored.crc64 !== declared.crc64) return { crc64: stored.crc64 }
  // The policy cannot forbid this field. With it, every reader would try to decompress the bytes.
  if (stored.contentEncoding) return { contentEncoding: stored.contentEncoding }
  // The policy cannot forbid this one either. An archived object cannot be copied before it is restored.
  if (stored.storageClass.includes('Archive')) return { storageClass: stored.storageClass }
  return undefined
}

import type { ErrorBody } from '../../miniprogram/uploader/contract'
import type { StoredObject } from '../oss/bucket/bucket'

export interface Declared {
  /** By how it was sent: a form makes a `Normal` object, parts make a `Multipart` one. */
  objectType: 'Normal' | 'Multipart'
  size: number
  type: string
  crc64?: string
}

/** In what way an object is not the file that was declared; `undefined` when it is. */
export function mismatch(stored: StoredObject, declared: Declared): ErrorBody['params'] {
  // A symlink would make us copy, as ourselves, an object that the client may not read.
  if (stored.objectType !== declared.objectType) return { objectType: stored.objectType }
  if (stored.size !== declared.size) return { size: stored.size, declaredSize: declared.size }
  if (stored.contentType !== declared.type) return { type: stored.contentType, declaredType: declared.type }
  if (declared.crc64 !== undefined && stored.crc64 !== declared.crc64) return { crc64: stored.crc64 }
  // A field that the policy could not forbid: the bytes would be taken for packed ones wherever they are read.
  if (stored.contentEncoding) return { contentEncoding: stored.contentEncoding }
  // Another; such an object cannot be copied before it is restored.
  if (stored.storageClass.includes('Archive')) return { storageClass: stored.storageClass }
  return undefined
}

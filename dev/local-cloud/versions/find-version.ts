import type { Bucket } from '../bucket/bucket'
import type { Exchange } from '../cloud/cloud'
import { type OssError, ossError } from '../oss/errors'
import { idOf, type ObjectVersion } from './version'

/** Which version a request names. */
export interface Wanted {
  key: string
  /** Undefined for the current version. */
  versionId?: string | undefined
  /** For a copy OSS has codes of its own. */
  isCopySource?: boolean
}

/** The object of the request, and the version that its query names. @throws OssError */
export function wantedOf({ key, query }: Pick<Exchange, 'key' | 'query'>): Wanted {
  const versionId = query.get('versionId')
  // EC codes: https://help.aliyun.com/zh/oss/user-guide/0012-00000201
  return { key, versionId: versionId === undefined ? undefined : checkVersionId(versionId, '0012-00000201') }
}

/** A named version has a right of its own, such as `oss:GetObjectVersionAcl`. */
export const actionOn = ({ versionId }: Wanted, verb: 'Put' | 'Get' | 'Delete', what: 'Acl' | 'Tagging' | ''): string =>
  `oss:${verb}Object${versionId === undefined ? '' : 'Version'}${what}`

/** @throws OssError if it is empty, with the code `emptyEc`, or has other characters than an id can have */
export function checkVersionId(versionId: string, emptyEc: string): string {
  if (/^[\w.-]+$/.test(versionId)) return versionId
  const details = { ArgumentName: 'versionId', ArgumentValue: versionId }
  // https://help.aliyun.com/zh/oss/user-guide/0012-00000202
  const ec = versionId === '' ? emptyEc : '0012-00000202'
  throw ossError('InvalidArgument', 'Invalid version id specified', { ec, details })
}

export function findVersion({ store }: Pick<Bucket, 'store'>, { key, versionId }: Wanted): ObjectVersion | undefined {
  const versions = store.versions(key)
  return versionId === undefined ? versions[0] : versions.find((version) => idOf(version) === versionId)
}

/** The error if the version is missing, or is a delete marker. */
export function notFound(bucket: Bucket, wanted: Wanted): OssError {
  const version = findVersion(bucket, wanted)
  return version ? markerError(bucket, version, wanted) : missingError(wanted)
}

/** https://help.aliyun.com/zh/oss/user-guide/0026-00000001 and 0012-00000203 */
function missingError({ key, versionId, isCopySource = false }: Wanted): OssError {
  if (versionId === undefined) return noSuchKey(key)
  const ec = isCopySource ? '0012-00000203' : '0026-00000001'
  const details = { Key: key, VersionId: versionId }
  return ossError('NoSuchVersion', 'The specified version does not exist.', { ec, details })
}

/** https://help.aliyun.com/zh/oss/developer-reference/getobject: 404 for a current marker, 405 for one that is named. */
function markerError(bucket: Bucket, version: ObjectVersion, { key, versionId, isCopySource }: Wanted): OssError {
  const headers = markerHeaders(bucket, version)
  if (versionId === undefined) return noSuchKey(key, { headers })
  // https://help.aliyun.com/zh/oss/developer-reference/copyobject answers 404 in both cases.
  if (isCopySource) return noSuchKey(key, { headers, ec: '0016-00000307' })
  const message = 'The specified method is not allowed against this resource.'
  const details = { ResourceType: 'DeleteMarker' }
  // https://help.aliyun.com/zh/oss/user-guide/0017-00000002
  return ossError('MethodNotAllowed', message, {
    ec: '0017-00000002',
    details,
    headers: { ...headers, Allow: 'DELETE' },
  })
}

export function noSuchKey(key: string, parts: { ec?: string; headers?: Record<string, string> } = {}): OssError {
  const details = { Key: key }
  return ossError('NoSuchKey', 'The specified key does not exist.', { ec: '0026-00000001', details, ...parts })
}

/** For answers about a version. Only a bucket that ever had versioning has ids. */
export const versionHeader = ({ settings }: Bucket, version: ObjectVersion): Record<string, string> =>
  settings.versioning === '' ? {} : { 'x-oss-version-id': idOf(version) }

export const markerHeaders = (bucket: Bucket, marker: ObjectVersion): Record<string, string> => ({
  ...versionHeader(bucket, marker),
  'x-oss-delete-marker': 'true',
})

import { permit } from '../auth/policy/permit'
import type { Exchange } from '../cloud/cloud'
import type { CloudAnswer } from '../http/exchange'
import { ossTime } from '../http/oss-time'
import { type XmlContent, xmlDocument } from '../http/write-xml'
import { OWNER } from '../operations/acl/acl-xml'
import { badQuery, countOf, encodedKey, urlEncoding } from '../operations/list/encoding-type'
import { listPage, nameOf } from '../operations/list/listing'
import { xmlAnswer } from '../oss/answer'
import { checkVersionId } from './find-version'
import { afterMarkers, type ListedVersion, listedVersions, type Markers } from './listed-versions'
import { idOf, objectOf } from './version'

const MAX_KEYS = 1000

/** https://help.aliyun.com/zh/oss/developer-reference/listobjectversions */
export async function listObjectVersions(exchange: Exchange): Promise<CloudAnswer> {
  const { bucket, query } = exchange
  permit(exchange, { action: 'oss:ListObjectVersions' })
  const { encode, element } = urlEncoding(exchange)
  const prefix = query.get('prefix') ?? ''
  const delimiter = query.get('delimiter') ?? ''
  const max = countOf(exchange, 'max-keys', MAX_KEYS, 100)
  const markers = markersOf(exchange)
  const isAfter = afterMarkers(markers, bucket.store.versions(markers.key))
  const { items, prefixes, next } = listPage(
    listedVersions(bucket.store.listVersions()),
    { prefix, delimiter, max },
    isAfter,
  )
  const isMarker = ({ version }: ListedVersion) => objectOf(version) === undefined
  return xmlAnswer(
    xmlDocument('ListVersionsResult', {
      Name: bucket.name,
      Prefix: encodedKey(encode, prefix),
      KeyMarker: encodedKey(encode, markers.key),
      VersionIdMarker: markers.versionId ?? '',
      MaxKeys: `${max}`,
      Delimiter: encodedKey(encode, delimiter),
      ...element,
      IsTruncated: `${next !== undefined}`,
      ...(next !== undefined && nextMarkers(next, encode)),
      Version: items.filter((item) => !isMarker(item)).map((item) => versionElement(item, encode)),
      DeleteMarker: items.filter(isMarker).map((item) => versionElement(item, encode)),
      CommonPrefixes: prefixes.map((name) => ({ Prefix: encodedKey(encode, name) })),
    }),
  )
}

/** Empty parameters mean none: SDKs such as oss2 for Python send them. */
function markersOf({ query }: Exchange): Markers {
  const key = query.get('key-marker') ?? ''
  const versionId = query.get('version-id-marker') || undefined
  if (versionId === undefined) return { key }
  if (key === '') throw badQuery('version-id-marker', versionId)
  return { key, versionId: checkVersionId(versionId, '') }
}

/** After a common prefix there is no version to continue with. */
const nextMarkers = (next: ListedVersion | string, encode: boolean): Record<string, string> => ({
  NextKeyMarker: encodedKey(encode, nameOf(next)),
  ...(typeof next !== 'string' && { NextVersionIdMarker: idOf(next.version) }),
})

function versionElement({ key, version, isLatest }: ListedVersion, encode: boolean): XmlContent {
  const object = objectOf(version)
  return {
    Key: encodedKey(encode, key),
    VersionId: idOf(version),
    IsLatest: `${isLatest}`,
    LastModified: ossTime(version.lastModified),
    ...(object && {
      ETag: `"${object.etag}"`,
      Type: object.type ?? 'Normal',
      Size: `${object.size}`,
      StorageClass: object.storageClass,
    }),
    Owner: OWNER,
  }
}

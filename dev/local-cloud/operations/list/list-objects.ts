import { permit } from '../../auth/policy/permit'
import type { Exchange } from '../../cloud/cloud'
import type { CloudAnswer } from '../../http/exchange'
import { ossTime } from '../../http/oss-time'
import { type XmlContent, xmlDocument } from '../../http/write-xml'
import { xmlAnswer } from '../../oss/answer'
import type { ObjectRecord } from '../../store/record'
import { OWNER } from '../acl/acl-xml'
import { badQuery, countOf, encodedKey, urlEncoding } from './encoding-type'
import { afterName, type Listing, listPage, nameOf } from './listing'

const MAX_KEYS = 1000

/** https://help.aliyun.com/en/oss/developer-reference/listobjects-v2 */
export async function listObjectsV2(exchange: Exchange): Promise<CloudAnswer> {
  const { query } = exchange
  const version = query.get('list-type') ?? ''
  if (version !== '2') throw badQuery('list-type', version)
  const token = query.get('continuation-token')
  const start = query.get('start-after') ?? ''
  const { page, shown, encode } = list(
    exchange,
    token ? decodeToken(token) : start,
    query.get('fetch-owner') === 'true',
  )
  const { next } = page
  return xmlAnswer(
    xmlDocument('ListBucketResult', {
      ...shown,
      ...(start !== '' && { StartAfter: encodedKey(encode, start) }),
      ...(token && { ContinuationToken: token }),
      KeyCount: `${page.items.length + page.prefixes.length}`,
      ...(next !== undefined && { NextContinuationToken: encodeToken(nameOf(next)) }),
    }),
  )
}

/** https://help.aliyun.com/en/oss/developer-reference/listobjects */
export async function listObjects(exchange: Exchange): Promise<CloudAnswer> {
  const marker = exchange.query.get('marker') ?? ''
  const { page, shown, encode } = list(exchange, marker, true)
  return xmlAnswer(
    xmlDocument('ListBucketResult', {
      ...shown,
      Marker: encodedKey(encode, marker),
      ...(page.next !== undefined && { NextMarker: encodedKey(encode, nameOf(page.next)) }),
    }),
  )
}

interface Shown {
  page: Listing<ObjectRecord>
  /** The elements that both versions have. */
  shown: Record<string, XmlContent | XmlContent[]>
  encode: boolean
}

function list(exchange: Exchange, marker: string, withOwner: boolean): Shown {
  const { bucket, query } = exchange
  // A public bucket may be listed without a signature; without a record the bucket's ACL counts.
  permit(exchange, { action: 'oss:ListObjects', access: 'read' })
  const { encode, element } = urlEncoding(exchange)
  const prefix = query.get('prefix') ?? ''
  const delimiter = query.get('delimiter') ?? ''
  const max = countOf(exchange, 'max-keys', MAX_KEYS, 100)
  const page = listPage(bucket.store.list(), { prefix, delimiter, max }, afterName(marker))
  const Contents = page.items.map((record) => contentsOf(record, encode, withOwner))
  const CommonPrefixes = page.prefixes.map((name) => ({ Prefix: encodedKey(encode, name) }))
  const shown = {
    Name: bucket.name,
    Prefix: encodedKey(encode, prefix),
    MaxKeys: `${max}`,
    Delimiter: encodedKey(encode, delimiter),
    ...element,
    IsTruncated: `${page.next !== undefined}`,
    Contents,
    CommonPrefixes,
  }
  return { page, shown, encode }
}

const contentsOf = (record: ObjectRecord, encode: boolean, withOwner: boolean): XmlContent => ({
  Key: encodedKey(encode, record.key),
  LastModified: ossTime(record.lastModified),
  ETag: `"${record.etag}"`,
  Type: record.type ?? 'Normal',
  Size: `${record.size}`,
  StorageClass: record.storageClass,
  ...(withOwner && { Owner: OWNER }),
})

const encodeToken = (name: string): string => Buffer.from(name).toString('base64')
const decodeToken = (token: string): string => Buffer.from(token, 'base64').toString('utf8')

import type { Exchange } from '../cloud/cloud'
import { type CloudAnswer, EMPTY } from '../http/exchange'
import { xmlDocument } from '../http/write-xml'
import { locationOf } from '../operations/location'
import { encryptionHeader } from '../operations/objects/object-settings'
import type { ObjectRecord } from '../store/record'
import { versionHeader } from '../versions/find-version'

/** The answer to a form without a callback. */
export function successAnswer(
  exchange: Exchange,
  fields: ReadonlyMap<string, string>,
  record: ObjectRecord,
): CloudAnswer {
  const { bucket } = exchange
  const headers = { ...objectHashes(record), ...versionHeader(bucket, record), ...encryptionHeader(record) }
  const redirect = fields.get('success_action_redirect')
  if (redirect !== undefined && URL.canParse(redirect)) {
    return { status: 303, headers: { ...headers, Location: redirectTo(redirect, bucket.name, record) }, body: EMPTY }
  }
  const status = fields.get('success_action_status')
  if (status !== '201') return { status: status === '200' ? 200 : 204, headers, body: EMPTY }
  const location = locationOf(exchange, record.key)
  const body = xmlDocument('PostResponse', {
    Bucket: bucket.name,
    Location: location,
    Key: record.key,
    ETag: `"${record.etag}"`,
  })
  return { status: 201, headers: { ...headers, Location: location, 'Content-Type': 'application/xml' }, body }
}

export function objectHashes({ etag, crc64, contentMd5 }: ObjectRecord): Record<string, string> {
  return {
    ETag: `"${etag}"`,
    'x-oss-hash-crc64ecma': crc64,
    ...(contentMd5 !== '' && { 'Content-MD5': contentMd5 }),
  }
}

function redirectTo(address: string, bucket: string, { key, etag }: ObjectRecord): string {
  const url = new URL(address)
  url.searchParams.set('bucket', bucket)
  url.searchParams.set('key', key)
  url.searchParams.set('etag', `"${etag}"`)
  return url.href
}

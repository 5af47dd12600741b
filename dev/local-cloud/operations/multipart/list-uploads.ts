import { permit } from '../../auth/policy/permit'
import type { Exchange } from '../../cloud/cloud'
import type { CloudAnswer } from '../../http/exchange'
import { ossTime } from '../../http/oss-time'
import { xmlDocument } from '../../http/write-xml'
import { xmlAnswer } from '../../oss/answer'
import { compareKeys } from '../../store/by-key'
import type { UploadRecord } from '../../store/record'
import { countOf, encodedKey, urlEncoding } from '../list/encoding-type'
import { listPage, nameOf } from '../list/listing'

const MAX_UPLOADS = 1000

/** https://help.aliyun.com/en/oss/developer-reference/listmultipartuploads */
export async function listMultipartUploads(exchange: Exchange): Promise<CloudAnswer> {
  const { bucket, query } = exchange
  permit(exchange, { action: 'oss:ListMultipartUploads' })
  const { encode, element } = urlEncoding(exchange)
  const parameter = (name: string) => query.get(name) ?? ''
  const max = countOf(exchange, 'max-uploads', MAX_UPLOADS, MAX_UPLOADS)
  const request = { prefix: parameter('prefix'), delimiter: parameter('delimiter'), max }
  const [keyMarker, idMarker] = [parameter('key-marker'), parameter('upload-id-marker')]
  const page = listPage(bucket.uploads.list(), request, isAfter(keyMarker, idMarker))
  const { next, last } = page
  return xmlAnswer(
    xmlDocument('ListMultipartUploadsResult', {
      ...element,
      Bucket: bucket.name,
      KeyMarker: encodedKey(encode, keyMarker),
      UploadIdMarker: idMarker,
      // OSS names the last entry even if there are no more.
      NextKeyMarker: last === undefined ? '' : encodedKey(encode, nameOf(last)),
      NextUploadIdMarker: typeof last === 'object' ? last.uploadId : '',
      Delimiter: encodedKey(encode, request.delimiter),
      Prefix: encodedKey(encode, request.prefix),
      MaxUploads: `${max}`,
      IsTruncated: `${next !== undefined}`,
      Upload: page.items.map(({ key, uploadId, storageClass, initiated }) => ({
        Key: encodedKey(encode, key),
        UploadId: uploadId,
        StorageClass: storageClass,
        Initiated: ossTime(initiated),
      })),
      CommonPrefixes: page.prefixes.map((name) => ({ Prefix: encodedKey(encode, name) })),
    }),
  )
}

/** With an upload id marker, uploads of the marked key with greater ids are listed too. */
const isAfter = (keyMarker: string, idMarker: string) => (entry: UploadRecord | string) => {
  const order = compareKeys(nameOf(entry), keyMarker)
  if (order !== 0 || idMarker === '' || typeof entry === 'string') return order > 0
  return compareKeys(entry.uploadId, idMarker) > 0
}

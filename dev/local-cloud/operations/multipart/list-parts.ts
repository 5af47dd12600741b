import { permit } from '../../auth/policy/permit'
import type { Exchange } from '../../cloud/cloud'
import type { CloudAnswer } from '../../http/exchange'
import { ossTime } from '../../http/oss-time'
import { xmlDocument } from '../../http/write-xml'
import { xmlAnswer } from '../../oss/answer'
import { badQuery, countOf, encodedKey, urlEncoding } from '../list/encoding-type'
import { findUpload } from './find-upload'

const MAX_PARTS = 1000

/** https://help.aliyun.com/en/oss/developer-reference/listparts */
export async function listParts(exchange: Exchange): Promise<CloudAnswer> {
  const { bucket, key, query } = exchange
  permit(exchange, { action: 'oss:ListParts', key })
  const upload = findUpload(exchange)
  const { encode, element } = urlEncoding(exchange)
  const max = countOf(exchange, 'max-parts', MAX_PARTS, MAX_PARTS)
  const marker = query.get('part-number-marker') || '0'
  if (!/^\d{1,5}$/.test(marker)) throw badQuery('part-number-marker', marker)
  const rest = bucket.uploads.parts(upload.uploadId).filter(({ number }) => number > Number(marker))
  const page = rest.slice(0, max)
  const Part = page.map((part) => ({
    PartNumber: `${part.number}`,
    LastModified: ossTime(part.lastModified),
    ETag: `"${part.etag}"`,
    HashCrc64ecma: part.crc64,
    Size: `${part.size}`,
  }))
  return xmlAnswer(
    xmlDocument('ListPartsResult', {
      ...element,
      Bucket: bucket.name,
      Key: encodedKey(encode, key),
      UploadId: upload.uploadId,
      StorageClass: upload.storageClass,
      PartNumberMarker: marker,
      NextPartNumberMarker: `${page.at(-1)?.number ?? marker}`,
      MaxParts: `${max}`,
      IsTruncated: `${rest.length > page.length}`,
      Part,
    }),
  )
}

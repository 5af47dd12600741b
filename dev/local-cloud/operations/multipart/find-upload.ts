import type { Exchange } from '../../cloud/cloud'
import { type OssError, ossError } from '../../oss/errors'
import type { UploadRecord } from '../../store/record'

/** EC codes of `NoSuchUpload`: the live tests of the Go SDK expect them. */
export const NO_SUCH_UPLOAD = {
  UploadPart: '0042-00000104',
  UploadPartCopy: '0042-00000311',
  AbortMultipartUpload: '0042-00000002',
  /** Of the other operations. */
  other: '0017-00000244',
} as const

type NoSuchUploadEc = (typeof NO_SUCH_UPLOAD)[keyof typeof NO_SUCH_UPLOAD]

/** The multipart upload that the request names. @throws OssError if it does not exist or has another key */
export function findUpload({ bucket, query, key }: Exchange, ec?: NoSuchUploadEc): UploadRecord {
  const uploadId = query.get('uploadId') ?? ''
  const upload = bucket.uploads.find(uploadId)
  if (!upload || upload.key !== key) throw noSuchUpload(uploadId, ec)
  return upload
}

export function noSuchUpload(uploadId: string, ec: NoSuchUploadEc = NO_SUCH_UPLOAD.other): OssError {
  const message =
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.'
  return ossError('NoSuchUpload', message, { ec, details: { UploadId: uploadId } })
}

const MAX_PART_NUMBER = 10_000

/** 1 to 10000: https://help.aliyun.com/en/oss/user-guide/0017-00000220 */
export function partNumberOf(text: string): number {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (number >= 1 && number <= MAX_PART_NUMBER) return number
  throw ossError('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive.', {
    ec: '0017-00000220',
    details: { ArgumentName: 'PartNumber', ArgumentValue: text },
  })
}
